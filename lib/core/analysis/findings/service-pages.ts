/**
 * What one service told before and after a run, and what can be read from the two. A counter that went
 * back was started anew: what it has counted since is all that is known (as Prometheus' `increase`
 * has it).
 */
import { type MetricSample, samplesOf } from "../metric-sample.ts";

type Labels = MetricSample["labels"];

export interface ServicePages {
  readonly service: string;
  readonly before: readonly MetricSample[];
  readonly after: readonly MetricSample[];
}

/** By how much a counter, over all its series with these labels, grew during the run; null where it is not told. */
export function increaseOf(
  { before, after }: ServicePages,
  name: string,
  labels: Labels = {},
): number | null {
  const series = new Map(samplesOf(before, name, labels).map((one) => [keyOf(one), one.value]));
  const increases = samplesOf(after, name, labels).map((one) => {
    const earlier = series.get(keyOf(one)) ?? 0;
    return one.value < earlier ? one.value : one.value - earlier;
  });
  return increases.length === 0 ? null : increases.reduce((sum, increase) => sum + increase, 0);
}

/** Different values of a label among the samples of the page after the run, in their order. */
export function valuesOfLabel({ after }: ServicePages, name: string, label: string): string[] {
  const values = samplesOf(after, name).flatMap(({ labels }) => labels[label] ?? []);
  return [...new Set(values)];
}

function keyOf({ labels }: MetricSample): string {
  return JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
