/**
 * Which rows of a team's files a plan uses up, known before anything is sent. Each executor that asks for
 * unique rows has a stretch of its own, as long as it may start iterations, so that no two iterations of a
 * run have a row in common, whichever virtual user or machine carries them out.
 */
import type { DataFile } from "../system/data.ts";
import type { SystemDescription } from "../system/system.ts";
import { PlanError, wording } from "./plan-error.ts";
import type { K6Executor, PlannedData } from "./plan.ts";
import { plannedIterations } from "./planned-requests.ts";

/** Rows by the name of their file. */
export type RowCounts = Readonly<Record<string, { readonly rows: number }>>;

/**
 * @returns an entry for each file that the executors ask for
 * @throws PlanError `tooFewRows`
 */
export function plannedData(
  executors: readonly K6Executor[],
  system: SystemDescription,
  counts: RowCounts,
): PlannedData[] {
  return (system.data ?? []).flatMap((file) => {
    const users = executors.filter((executor) => asksFor(executor, file));
    return users.length === 0 ? [] : [allotted(file, users, counts[file.name]?.rows ?? 0)];
  });
}

function asksFor({ journey, sends }: K6Executor, { usedBy }: DataFile): boolean {
  if (journey !== null && usedBy.includes(journey)) return true;
  return sends.some(({ endpoint }) => usedBy.includes(endpoint));
}

function allotted(file: DataFile, users: readonly K6Executor[], rows: number): PlannedData {
  const { name, pick, whenUsedUp = "fail" } = file;
  const firstRows: Record<string, number> = {};
  let needed = 0;
  for (const executor of users) {
    firstRows[executor.name] = needed;
    needed += mostIterations(executor);
  }
  if (pick === "unique" && whenUsedUp === "fail" && needed > rows) {
    throw new PlanError("tooFewRows", name, wording.tooFewRows(file, rows, needed));
  }
  return { name, pick, whenUsedUp, rows, firstRows };
}

/** k6 may start one more at the very end of an open model. */
function mostIterations({ shape }: K6Executor): number {
  return plannedIterations(shape) + (shape.kind === "shared-iterations" ? 0 : 1);
}
