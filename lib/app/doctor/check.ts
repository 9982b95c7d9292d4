/** What a check of `tidemark doctor` is given and what it finds. */

export type Finding = "ok" | "note" | "missing";

export interface CheckResult {
  readonly name: string;
  readonly finding: Finding;
  readonly text: string;
  /** Any one of them helps; empty when nothing is wrong. */
  readonly remedies: readonly string[];
}

export interface DoctorRequest {
  readonly env: NodeJS.ProcessEnv;
  readonly resultsFolder: string;
  readonly projectFolder: string;
}

export type Check = (request: DoctorRequest) => Promise<CheckResult>;
