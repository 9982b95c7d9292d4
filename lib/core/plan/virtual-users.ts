/**
 * How many virtual users (VUs) an open model needs. k6 sends a request only when a VU is free.
 * When none is, it drops the iteration, and starting a VU that was not allocated beforehand
 * drops iterations too while it starts: the run then stops looking exactly when the system is
 * slow. So the VUs for anything short of a breakdown are allocated before the first request.
 *
 * Little's law: requests in flight = rate x time in the system (Little, Operations Research 9,
 * 1961). The time is the latency limit, because a system at its limit is what must still be
 * measured, times a headroom, so that a stall of that many limits costs no iteration. Above
 * that k6 may add VUs until even a system in which every request times out gets its full rate.
 * Both figures are bounded: a VU costs memory on the machine that generates the load, and a
 * generator short of memory measures itself. Where the bound bites, dropped iterations say so.
 */
import type { K6Executor, LoadPlan } from "./plan.ts";

/** A stall as long as this many latency limits is met with VUs that are there already. */
const HEADROOM = 4;
/** At a low rate one slow first request must not cost the next one; so few VUs cost nothing. */
const FEWEST = 5;
const MOST_PREALLOCATED = 2_000;
const MOST = 4_000;

export interface VirtualUsers {
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
}

export interface IterationTimes {
  readonly iterationsPerSecond: number;
  /** How long one iteration takes when each of its requests takes its latency limit. */
  readonly atLimitSeconds: number;
  /** How long one iteration takes when each of its requests times out. */
  readonly atTimeoutSeconds: number;
}

/** @param fixed what a person asked for: exactly so many, none added; null works it out */
export function virtualUsers(times: IterationTimes, fixed: number | null): VirtualUsers {
  if (fixed !== null) return { preAllocatedVUs: fixed, maxVUs: fixed };
  const forAStall = Math.max(FEWEST, inFlight(times, times.atLimitSeconds * HEADROOM));
  const preAllocatedVUs = Math.min(forAStall, MOST_PREALLOCATED);
  const most = Math.min(inFlight(times, times.atTimeoutSeconds), MOST);
  return { preAllocatedVUs, maxVUs: Math.max(preAllocatedVUs, most) };
}

/** Executors that do not run at the same time, waits for late answers included, share their virtual users in k6. */
export function mostVirtualUsersAtOnce({ executors }: Pick<LoadPlan, "executors">): number {
  const atStartOf = executors.map(({ startSeconds: now }) =>
    executors
      .filter(
        ({ startSeconds, ...executor }) =>
          startSeconds <= now && now < startSeconds + lengthSeconds(executor),
      )
      .reduce((sum, { maxVUs }) => sum + maxVUs, 0),
  );
  return Math.max(0, ...atStartOf);
}

function lengthSeconds({
  shape,
  gracefulStopSeconds,
}: Pick<K6Executor, "shape" | "gracefulStopSeconds">): number {
  return shape.durationSeconds + gracefulStopSeconds;
}

function inFlight(times: IterationTimes, seconds: number): number {
  return Math.ceil(times.iterationsPerSecond * seconds);
}
