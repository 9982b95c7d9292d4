/** Is the system well before anything is done to it? So many good seconds in a row, or it is not. */
import type { ProbeRow } from "../../core/experiment/probe.ts";
import { type Refusal, refusal } from "./guard-error.ts";

export interface SteadyState {
  see(row: ProbeRow): void;
  /** @returns what is wrong with each endpoint that is not well by now; none where all are */
  readonly wrong: readonly string[];
}

/** Good for so long without a break. */
const STEADY_SECONDS = 3;
/** How long it has for that. */
export const STEADY_WITHIN_SECONDS = 15;

export function steadyState(endpoints: readonly string[]): SteadyState {
  /** When the last run of good answers began; null while the last answer was bad. */
  const goodSince = new Map<string, number | null>();
  const lastSeen = new Map<string, ProbeRow>();
  return {
    see: (row) => {
      const since = goodSince.get(row.endpoint) ?? null;
      goodSince.set(row.endpoint, row.ok ? (since ?? row.atMs) : null);
      lastSeen.set(row.endpoint, row);
    },
    get wrong() {
      return endpoints.flatMap((endpoint) => {
        const last = lastSeen.get(endpoint);
        const since = goodSince.get(endpoint) ?? null;
        if (last === undefined) return [`${endpoint} was not asked`];
        if (since !== null && last.atMs - since >= STEADY_SECONDS * 1000) return [];
        return [
          since === null ? `${endpoint} ${answerOf(last)}` : `${endpoint} was good for too short a time`,
        ];
      });
    },
  };
}

export function steadyRefusals(wrong: readonly string[]): Refusal[] {
  return wrong.length === 0 ? [] : [refusal.notSteady(wrong, STEADY_WITHIN_SECONDS)];
}

function answerOf({ status }: ProbeRow): string {
  return status === 0 ? "gave no answer in time" : `answered ${status}`;
}
