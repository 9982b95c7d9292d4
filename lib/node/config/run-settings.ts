/**
 * Everything that a person may say about a run, resolved: where it came from is forgotten, and
 * no other code reads flags or environment. Null means that nothing was said and that someone
 * who knows more decides: the scenario (rate, duration, ...), the run (seed), the tools (k6).
 */

export type RequestRows = "auto" | "on" | "off";

export interface RunSettings {
  readonly scenario: string;
  /** A file in `targets/` by name; null for the embedded system. */
  readonly target: string | null;
  /** Base addresses by service, over those of the target. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly projectFolder: string;
  readonly ratePerSecond: number | null;
  readonly durationSeconds: number | null;
  readonly vus: number | null;
  readonly warmupSeconds: number | null;
  readonly rampUpSeconds: number | null;
  readonly steps: number | null;
  readonly parallel: boolean;
  readonly only: readonly string[] | null;
  readonly seed: number | null;
  readonly strict: boolean;
  readonly abortEarly: boolean;
  readonly requestRows: RequestRows;
  /** Where to send the run's samples, over the target's; an address without a slash at its end. */
  readonly prometheus: string | null;
  /** What trends become for a Prometheus that takes no native histograms: `avg`, `p(99)`; null sends those. */
  readonly trendStats: readonly string[] | null;
  /** 0 checks none. */
  readonly checkEveryNthBody: number | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dashboard: boolean;
  /** Absolute. */
  readonly resultsFolder: string;
  readonly k6Binary: string | null;
}

/** The scenario is an argument and the addresses repeat by service; all others are plain settings. */
export type SettingKey = Exclude<keyof RunSettings, "scenario" | "baseUrls">;
export type PlainSettings = Pick<RunSettings, SettingKey>;
