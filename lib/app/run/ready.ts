/** What a run has at hand once everything is prepared and nothing has been sent. */
import type { RunRecord } from "../../core/record/record.ts";
import type { ExitCode } from "../../core/record/exit-codes.ts";
import type { RunSettings } from "../../node/config/run-settings.ts";
import type { Bundle } from "../../node/generator/bundle-scenario.ts";
import type { Ledger } from "../../node/process/ledger.ts";
import type { Project } from "../../node/project/project.ts";
import type { ResolvedTool } from "../../node/tools/resolve-tool.ts";
import type { Confirmation } from "../chaos/confirm.ts";
import type { OpenChaos } from "../chaos/opened.ts";
import type { Cleanup } from "./cleanup.ts";
import type { Interruption } from "./interruption.ts";
import type { PlannedRun } from "./plan-run.ts";
import type { TargetAccess } from "./target-access.ts";
import type { GivenTarget, TargetSystem } from "./target-system.ts";

export interface RunRequest {
  readonly project: Project;
  readonly settings: RunSettings;
  /** Arguments that repeat the run, for the record. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where credentials may be, too: the environment comes before it. */
  readonly dotEnv: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  readonly interruption: Interruption;
  /** Whether, or by whom, a plan with experiments is confirmed. */
  readonly confirmation: Confirmation;
}

/** What every step after the plan needs. */
export interface Ground extends RunRequest, PlannedRun {
  readonly given: GivenTarget | null;
  /** Null for the embedded system, which asks for no credentials. */
  readonly access: TargetAccess | null;
  readonly folder: string;
  readonly ledger: Ledger;
  readonly cleanup: Cleanup;
}

export interface Ready {
  readonly ground: Ground;
  readonly target: TargetSystem;
  readonly k6: ResolvedTool;
  readonly bundle: Bundle;
  /** Credentials for the k6 process; never to be written anywhere. */
  readonly k6Environment: NodeJS.ProcessEnv;
  readonly opening: RunRecord;
  /** Null for a plan without experiments. */
  readonly chaos: OpenChaos | null;
}

export interface FinishedRun {
  readonly record: RunRecord;
  readonly folder: string;
  /** Things that could not be ended or written, in words: the machine's fault, or ours. */
  readonly problems: readonly string[];
  readonly exitCode: ExitCode;
}
