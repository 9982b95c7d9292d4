/** A figure over the repetitions of a fault. One that was not reached counts in `n`, and is no number. */
import type { Spread } from "../record/chaos.ts";
import { medianOf } from "./probe-rows.ts";

/** @param values null for a repetition that did not get there */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const reached = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [least] = reached;
  return {
    n: values.length,
    reached: reached.length,
    median: least === undefined ? null : medianOf(reached),
    least: least ?? null,
    most: reached.at(-1) ?? null,
  };
}
