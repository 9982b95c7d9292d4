/**
 * Is every service that the plan sends to healthy? Asked over and over until each has answered
 * 200 once, or the time is up. A service that hangs is given up on after a bounded wait.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "../../core/system/system.ts";
import { PreflightError } from "./preflight-error.ts";

import type { TargetClient } from "./target-client.ts";

export interface HealthTarget {
  readonly service: string;
  readonly url: string;
}

export interface HealthLimits {
  readonly withinMs: number;
  readonly requestTimeoutMs: number;
  readonly pauseMs: number;
}

export const healthLimits: HealthLimits = { withinMs: 10_000, requestTimeoutMs: 3_000, pauseMs: 200 };

/** The health address of each service. */
export function healthTargets(
  services: readonly Service[],
  addresses: Readonly<Record<string, string>>,
): HealthTarget[] {
  return services.map(({ name, healthPath }) => ({
    service: name,
    url: new URL(healthPath, addresses[name]).href,
  }));
}

/** @throws PreflightError that tells of each service that was not healthy in time, and what it did instead */
export async function awaitHealthy(
  targets: readonly HealthTarget[],
  limits: HealthLimits,
  signal: AbortSignal,
  client: TargetClient,
): Promise<void> {
  const findings = await Promise.all(targets.map((target) => awaitOne(target, limits, signal, client)));
  signal.throwIfAborted();
  const bad = findings.filter((finding) => finding !== null);
  if (bad.length > 0) throw PreflightError.unhealthy(bad, limits.withinMs / 1000);
}

async function awaitOne(
  target: HealthTarget,
  limits: HealthLimits,
  signal: AbortSignal,
  client: TargetClient,
): Promise<string | null> {
  const deadline = Date.now() + limits.withinMs;
  for (;;) {
    const finding = await ask(target.url, limits.requestTimeoutMs, signal, client);
    if (finding === null) return null;
    if (signal.aborted || Date.now() + limits.pauseMs >= deadline) {
      return `${target.service} (${target.url}): ${finding}`;
    }
    await delay(limits.pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Null when it answered 200; else what happened. */
const hints: Readonly<Record<number, string>> = {
  401: " (the target's file says by `auth` how requests prove who they are)",
};

async function ask(
  url: string,
  timeoutMs: number,
  signal: AbortSignal,
  client: TargetClient,
): Promise<string | null> {
  try {
    const timeout = AbortSignal.timeout(timeoutMs);
    const { status } = await client.send({ method: "GET", url, signal: AbortSignal.any([timeout, signal]) });
    const isThere = status === 200 || (client.unproven && (status === 401 || status === 403));
    return isThere ? null : `answered ${status}${hints[status] ?? ""}`;
  } catch (error) {
    return explain(error, timeoutMs);
  }
}

function explain(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return `no answer within ${timeoutMs / 1000} s`;
  if (error instanceof Error && "code" in error && error.code === "ECONNREFUSED") return "connection refused";
  return error instanceof Error ? error.message || error.name : String(error);
}
