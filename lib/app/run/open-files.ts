/**
 * May this process's children open as many files as the plan's virtual users need? Each virtual
 * user holds a connection for each service it talks to; the rest is room for k6 itself.
 */
import { execa } from "execa";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { mostVirtualUsersAtOnce } from "../../core/plan/virtual-users.ts";
import { PreflightError } from "./preflight-error.ts";

const FILES_FOR_K6_ITSELF = 256;

/** Reads the soft limit; null where there is none or the platform cannot say. */
export async function openFileLimit(): Promise<number | null> {
  if (process.platform === "win32") return null;
  const { stdout } = await execa("sh", ["-c", "ulimit -n"], { timeout: 5_000 });
  const limit = Number(stdout.trim());
  return Number.isFinite(limit) ? limit : null;
}

/** @throws PreflightError when `limit` is too low for the plan */
export function checkOpenFiles(plan: LoadPlan, servicesSentTo: number, limit: number | null): void {
  const vus = mostVirtualUsersAtOnce(plan);
  const needed = vus * servicesSentTo + FILES_FOR_K6_ITSELF;
  if (limit !== null && limit < needed) throw PreflightError.openFiles(limit, needed, vus);
}
