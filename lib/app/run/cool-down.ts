/**
 * After a soak, some more sampling without load: memory and connections that come back were no leak.
 * Only where something grew, and only after a soak that is long enough not to mind.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { TrendResult } from "../../core/record/trend.ts";
import { span } from "../../core/record/units.ts";

const SHARE_OF_RUN = 0.05;
const SHORTEST_MS = 10_000;
/** A collector that is left alone has come round by then. */
const LONGEST_MS = 120_000;

export interface CoolDown {
  /** As they stand at the end of the load. */
  readonly trends: readonly TrendResult[];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** @returns whether there was one */
export async function coolDown({ trends, startedAt, endedAt, say, signal }: CoolDown): Promise<boolean> {
  const lengthMs = coolDownMs(endedAt.getTime() - startedAt.getTime());
  const mattersTo = trends.filter(({ outcome }) => outcome === "leak" || outcome === "inconclusive");
  if (lengthMs === 0 || mattersTo.length === 0 || signal.aborted) return false;
  const names = [...new Set(mattersTo.map(({ subject }) => subject))].join(", ");
  say(`${names}: grew; looking for ${span(lengthMs / 1000)} whether it comes back without load`);
  // Cut short by a person: what was seen until then counts.
  await delay(lengthMs, undefined, { signal }).catch(() => undefined);
  return true;
}

/** 0 where it would make a short run noticeably longer. */
export function coolDownMs(loadMs: number): number {
  const wanted = Math.min(LONGEST_MS, loadMs * SHARE_OF_RUN);
  return wanted < SHORTEST_MS ? 0 : Math.round(wanted);
}
