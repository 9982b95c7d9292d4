/** What a benchmark is: a question, how it is answered, and the figures with their aims. */

export interface Benchmark {
  readonly name: string;
  readonly question: string;
  /** How the figures come about, and what stands in their way. */
  readonly method: string;
  measure(bench: Bench): Promise<readonly Measurement[]>;
}

/** What every benchmark is given. */
export interface Bench {
  readonly k6: string;
  /** Empty, removed afterwards. */
  readonly folder: string;
  /** So short that the figures mean nothing: only shows that everything runs. */
  readonly quick: boolean;
  /** Progress, to stderr. */
  say(line: string): void;
}

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "ratio" | "s" | "KiB" | "MiB" | "MiB/s";
  readonly aim: Aim;
  /** The figures behind the value, for the report. */
  readonly detail: string;
}

/** Both bounds belong to the aim; null: no bound on this side. Without either a figure is only told. */
export interface Aim {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

export function hasAim({ atLeast, atMost }: Aim): boolean {
  return atLeast !== null || atMost !== null;
}

export function meets({ value, aim }: Pick<Measurement, "value" | "aim">): boolean {
  if (!Number.isFinite(value)) return false;
  return (aim.atLeast === null || value >= aim.atLeast) && (aim.atMost === null || value <= aim.atMost);
}
