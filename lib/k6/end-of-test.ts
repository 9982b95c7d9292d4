/** The part of k6's end-of-test data (the argument of `handleSummary`) that we rely on. */

export interface MetricAtEnd {
  readonly type: string;
  /** `time` for durations in milliseconds, `data` for bytes, `default` for all else. */
  readonly contains: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

export interface EndOfTest {
  readonly metrics: Readonly<Record<string, MetricAtEnd>>;
  readonly state: { readonly isStdOutTTY: boolean; readonly testRunDurationMs: number };
}
