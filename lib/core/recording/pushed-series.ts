/**
 * What k6 pushes each second, as plain data: the series that got a sample since the last push, with
 * their values since the start of the run (Prometheus remote write 1.0).
 */
import type { LatencyHistogram } from "../record/step.ts";

export interface PushedSeries {
  /** All labels as text; equal for the same series. Labels come sorted by name. */
  readonly key: string;
  /** `__name__` among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** NaN marks the end of a series. */
  readonly values: readonly { readonly atMs: number; readonly value: number }[];
  readonly histograms: readonly { readonly atMs: number; readonly histogram: PushedHistogram }[];
}

/** Since the start of the run; NaN as its sum marks the end of a series. */
export type PushedHistogram = LatencyHistogram;
