/** What rules, routes and reports need to know of a team's monitoring, beside its objectives and system. */

export interface Environment {
  /** Value of Prometheus' external label `environment`. */
  readonly name: string;
  /** `live`: people are paged; `test`: everything goes to the receiver of load tests. */
  readonly kind: "live" | "test";
}

export interface MeasuredCapacity {
  readonly service: string;
  readonly requestsPerSecond: number;
  /** The run that measured it. */
  readonly run: string;
}

/** When something was that a contract excludes from its SLA. */
export interface ExcludedTime {
  /** In the words of the SLA's `exclusions`. */
  readonly exclusion: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Null: all. */
  readonly services: readonly string[] | null;
}

export interface MonitoringSettings {
  readonly scrapeIntervalSeconds: number;
  /** Where alerts link to; without a slash at its end. */
  readonly grafanaUrl: string;
  readonly environments: readonly Environment[];
  readonly capacities: readonly MeasuredCapacity[];
  readonly excluded: readonly ExcludedTime[];
}
