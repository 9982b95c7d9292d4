/**
 * An alert about what the services stand on, with the examples that its promtool tests are made of: those
 * in which it must fire, and near misses in which it must not. Whoever adds an alert states both.
 */
import type { Series } from "../promtool/test-file.ts";

/** `soft`: look at it in working hours; `hard`: soon nothing works; `event`: something happened. */
export type Level = "soft" | "hard" | "event";

export interface InfrastructureAlert {
  readonly alert: string;
  /** What it is about: a group of rules, and a label. */
  readonly component: string;
  readonly level: Level;
  readonly severity: "page" | "ticket";
  readonly expr: string;
  readonly forSeconds: number;
  readonly summary: string;
  readonly description: string;
  readonly fires: readonly Example[];
  readonly nearMisses: readonly Example[];
}

export interface Example {
  /** Reads on from the alert's name: "fires with ...". */
  readonly with: string;
  readonly series: readonly Series[];
  readonly stepSeconds: number;
  /** When to look: long enough after the beginning for `forSeconds`. */
  readonly atStep: number;
  /** Where it begins later than the series: the last step at which it still waits. */
  readonly waitsAtStep?: number;
}

export const minuteSeconds = 60;

/** Until a rate over five minutes has all of them, and a step to spare. */
const leadSteps = 6;

/** Steps of a minute, looked at right after the time that the alert waits. */
export function minutes(
  forSeconds: number,
  text: string,
  series: (steps: number) => readonly Series[],
): Example {
  const atStep = forSeconds / minuteSeconds + leadSteps;
  return { with: text, series: series(atStep), stepSeconds: minuteSeconds, atStep };
}
