/** What a Prometheus has of a run, by its counters' last values, as the judge's arithmetic takes it. */
import type { CountSource } from "../recording/counted-run.ts";
import { type Meaning, meaningOf } from "../recording/series-meaning.ts";
import { createTotals } from "../recording/totals.ts";
import { seriesNames } from "../record/names.ts";

export interface RunCounter {
  /** `__name__` among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Since the run began, of one load generator. */
  readonly value: number;
}

/** What is asked for; durations and virtual users decide nothing. */
export const countersAskedFor: readonly string[] = [
  seriesNames.requests,
  seriesNames.objectiveBad,
  seriesNames.completed,
  seriesNames.dropped,
  seriesNames.scriptErrors,
  seriesNames.bodiesChecked,
  seriesNames.bodiesWrong,
];

/** Series of several generators, each with a label of its own, add up. */
export function countSource(counters: readonly RunCounter[], runSeconds: number): CountSource {
  const totals = createTotals();
  for (const { labels, value } of counters) {
    const meaning = meaningOf(labels);
    if (meaning !== null) totals.add(meaning, value);
  }
  return {
    runSeconds,
    activeSeconds: () => null,
    count: (metric) => totals.count(metric),
    latencySeconds: () => null,
  };
}

export type RequestMeaning = Extract<Meaning, { kind: "requests" }>;

/** Requests to endpoints, each with the executor that sent them; those for tokens are none's. */
export function requestsOf(
  counters: readonly RunCounter[],
): readonly (RequestMeaning & { readonly executor: string; readonly requests: number })[] {
  return counters.flatMap(({ labels, value }) => {
    const meaning = meaningOf(labels);
    if (meaning?.kind !== "requests") return [];
    return [{ ...meaning, executor: labels["scenario"] ?? "", requests: value }];
  });
}
