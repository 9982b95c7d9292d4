/**
 * A run's record (`run.json`): everything that a verdict, a report or a comparison needs to
 * know of a run. Written when the run starts (as `running`, with the verdict `aborted`, so that
 * a killed run reads as what it is) and again at its end. Times are ISO 8601 in UTC.
 */
import type { AuthKind } from "../system/access.ts";
import type { LeftOut, LoadPlan } from "../plan/plan.ts";
import type { Capacity, Recovery } from "./capacity.ts";
import type { ExperimentResult } from "./chaos.ts";
import type { Delivery } from "./delivery.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Finding } from "./finding.ts";
import type { TrendResult } from "./trend.ts";
import type { ObjectiveResult, Observation, Verdict } from "./verdict.ts";

/** What was sent to one endpoint in one phase, for people to look at. */
export interface EndpointTraffic {
  readonly endpoint: string;
  readonly phase: string;
  readonly requests: number;
  readonly dropped: number;
  /** Null for a closed model, which sends as fast as it is answered. */
  readonly offeredPerSecond: number | null;
  /** Over the phase's planned length; of a closed model over the seconds in which it had an answer. */
  readonly achievedPerSecond: number;
  /** k6's `http_req_duration` in seconds; null without a request. Never judged. */
  readonly latencySeconds: { p50: number; p95: number; p99: number; max: number } | null;
  readonly bodiesChecked: number;
  readonly bodiesWrong: number;
}

/** How the load generator fared; a saturated generator measures itself. */
export interface GeneratorHealth {
  readonly cores: number;
  /** Share of all cores, 0..1, from samples a second apart; null where it could not be read. */
  readonly cpuShareMean: number | null;
  readonly cpuShareMax: number | null;
  /** Longest stretch above the saturation share. */
  readonly saturatedSeconds: number;
  /** Highest mean wait for a turn on a CPU of a sample; null where the platform does not tell (only Linux does). */
  readonly waitPerTurnSecondsMax: number | null;
  /** Longest stretch in which its threads got their turns late; null where the platform does not tell. */
  readonly lateSeconds: number | null;
  readonly maxResidentBytes: number | null;
  readonly samples: number;
}

/** What the judge must know beside the counts. */
export interface RunFacts {
  readonly scriptErrors: number;
  /** Bodies under an expected status that were looked at and were not what the endpoint promises; judged phases only. */
  readonly wrongBodies: number;
  /** The signal that ended the run early, e.g. `SIGINT`; null when it ended by itself. */
  readonly interruptedBy: string | null;
  /** Why a stop condition ended it; null when none did. */
  readonly stopCondition: string | null;
  /** The answer was known before the plan's end, and the run was ended for that: `--abort-early`, or a breaking point found. */
  readonly endedOnPurpose: boolean;
  /** k6 did not do its work: its exit code in words; null when it did. */
  readonly generatorFailure: string | null;
  readonly generator: GeneratorHealth;
  /** How often the clock was set by which k6 measures requests. */
  readonly clockSteps: number;
  /** So many requests of a phase, at most, were under way at a step: nobody knows how long they took. */
  readonly requestsInDoubt: number;
  /** Judged phases only. */
  readonly plannedIterations: number;
  readonly startedIterations: number;
  readonly droppedIterations: number;
}

export interface RunTarget {
  readonly name: string;
  readonly kind: "embedded" | "given";
  readonly addresses: Readonly<Record<string, string>>;
  /** Pages that Prometheus can scrape, by service and `business`; empty where they are not known. */
  readonly metrics: Readonly<Record<string, string>>;
  /** How requests prove who they are; never by what. */
  readonly auth: AuthKind;
  /** Requests a second that it may get; null for as many as there are. */
  readonly maxRatePerSecond: number | null;
}

export interface RunVersions {
  readonly tidemark: string;
  readonly node: string;
  readonly k6: string;
  readonly os: string;
  /** Which formatter wrote the text summary. */
  readonly summary: string;
}

export interface RunRecord {
  readonly schema: 1;
  readonly runId: string;
  readonly state: "running" | "ended";
  /** Arguments that repeat the run. */
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly plan: LoadPlan;
  readonly leftOut: readonly LeftOut[];
  readonly target: RunTarget;
  readonly versions: RunVersions;
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  readonly scriptSha256: string;
  readonly facts: RunFacts | null;
  readonly traffic: readonly EndpointTraffic[];
  readonly observations: readonly Observation[];
  readonly results: readonly ObjectiveResult[];
  /** What the servers say of themselves. */
  readonly findings: readonly Finding[];
  /** Of a soak; empty for other runs. */
  readonly trends: readonly TrendResult[];
  /** Of a search for the breaking point; null for other runs. */
  readonly capacity: Capacity | null;
  /** One for each phase that disturbs the system on purpose. */
  readonly recoveries: readonly Recovery[];
  /** Of a chaos run; empty for other runs. */
  readonly experiments: readonly ExperimentResult[];
  /** Null where no Prometheus was meant to get the run's samples. */
  readonly delivery: Delivery | null;
  /** Labels of the run and its target, as they are on every sample. */
  readonly labels: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode | null;
  /** Things a reader should know that decide nothing: other ports, left-over user, missing rows. */
  readonly notes: readonly string[];
}
