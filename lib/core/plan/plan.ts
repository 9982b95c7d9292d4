/**
 * A scenario resolved for one run: what to send, how much, for how long, judged by what.
 * Pure data, inlined into the k6 bundle and kept in the record. It holds no secret and
 * nothing that k6 would have to work out.
 */
import type { PlannedExperiment } from "../experiment/experiment.ts";
import type { Objective } from "../objective/objective.ts";
import type { SystemDescription } from "../system/system.ts";

/** Requests that one iteration of an executor sends to an endpoint. */
export interface EndpointShare {
  readonly endpoint: string;
  readonly requestsPerIteration: number;
}

/** One k6 scenario of kind `constant-arrival-rate`: an open model, arrivals do not wait for answers. */
export interface ConstantArrivalRate {
  readonly kind: "constant-arrival-rate";
  readonly iterationsPerSecond: number;
  readonly durationSeconds: number;
}

/** One k6 scenario of kind `ramping-arrival-rate` with a single stage: the rate changes evenly from start to end. */
export interface RampingArrivalRate {
  readonly kind: "ramping-arrival-rate";
  readonly startPerSecond: number;
  readonly endPerSecond: number;
  readonly durationSeconds: number;
}

/**
 * One k6 scenario of kind `shared-iterations`: a closed model. So many virtual users work a heap of
 * iterations off, each starting its next when its last was answered: a system that stalls is asked
 * less while it does, so the stall hardly shows.
 */
export interface SharedIterations {
  readonly kind: "shared-iterations";
  readonly iterations: number;
  /** At most; what is left then is dropped. */
  readonly durationSeconds: number;
}

export type TrafficShape = ConstantArrivalRate | RampingArrivalRate | SharedIterations;

export interface K6Executor {
  /** k6's scenario name: `^[0-9a-zA-Z_-]+$`, unique in the plan. */
  readonly name: string;
  /** `warmup` is never judged. */
  readonly phase: string;
  readonly startSeconds: number;
  readonly shape: TrafficShape;
  readonly sends: readonly EndpointShare[];
  /** The journey of the system that each iteration takes, which sends what `sends` counts; null for none. */
  readonly journey: string | null;
  /** Statuses that are as good as the endpoint's own here (a 503 where refusal is wanted); null for the endpoint's. */
  readonly expectedStatuses: readonly number[] | null;
  /** Objectives, by id, that its phase is judged by; null for all on its endpoints. */
  readonly judgedBy: readonly string[] | null;
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
  readonly gracefulStopSeconds: number;
}

export interface SearchStep {
  readonly phase: string;
  /** Requests, over all endpoints. */
  readonly ratePerSecond: number;
}

export interface PlannedRecovery {
  readonly after: string;
  readonly in: string;
}

/** What a plan takes of a team's file of rows; the rows are in the bundle. */
export interface PlannedData {
  readonly name: string;
  readonly pick: "unique" | "random";
  readonly whenUsedUp: "fail" | "again";
  readonly rows: number;
  /** Of each executor that asks for rows, from 0: of a unique pick it has the rows from here on. */
  readonly firstRows: Readonly<Record<string, number>>;
}

export interface LoadPlan {
  readonly schema: 1;
  readonly runId: string;
  readonly scenario: string;
  readonly seed: number;
  readonly executors: readonly K6Executor[];
  /** Those that this run decides; see `LeftOut` for the others. */
  readonly objectives: readonly Objective[];
  /** Every how many-th body is checked; 0 checks none. */
  readonly checkEveryNthBody: number;
  /** A search for the breaking point: its steps in the order of their rates. Null for other runs. */
  readonly search: readonly SearchStep[] | null;
  /** Phases that disturb the system on purpose, each with the phase that shows its recovery. */
  readonly recoveries: readonly PlannedRecovery[];
  /** Faults under this load, and when; empty for runs without chaos. */
  readonly experiments: readonly PlannedExperiment[];
  /** Files whose rows its requests draw on. */
  readonly data: readonly PlannedData[];
  /** A soak: looks for growth, and keeps no latencies in k6's memory. */
  readonly soak: boolean;
  /** Base addresses by service, e.g. `{ api: "http://127.0.0.1:8000" }`. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** An objective on an endpoint that the plan sends, which the requests planned for a phase could never decide. */
export interface LeftOut {
  readonly objective: string;
  readonly phase: string;
  readonly neededSamples: number;
  readonly plannedSamples: number;
}

/** What a person may set for a scenario; each is null where nothing was said. */
export interface ScenarioSettings {
  /** Requests a second, above 0. */
  readonly ratePerSecond: number | null;
  readonly durationSeconds: number | null;
  readonly vus: number | null;
  readonly warmupSeconds: number | null;
  readonly checkEveryNthBody: number | null;
  readonly rampUpSeconds: number | null;
  readonly steps: number | null;
  readonly parallel: boolean | null;
  /** Names of tests. */
  readonly only: readonly string[] | null;
}

/** Settings that mean something to some scenarios only: one that takes none of them refuses them. */
export type OwnSetting = "rampUpSeconds" | "steps" | "parallel" | "only";

/** Settings with the scenario's defaults filled in. */
export interface EffectiveSettings {
  /** 0 where the scenario is made of tests that have rates of their own. */
  readonly ratePerSecond: number;
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
  /** Null: by Little's law with headroom. */
  readonly vus: number | null;
  readonly rampUpSeconds: number;
  readonly steps: number;
  readonly parallel: boolean;
  /** Null: all tests. */
  readonly only: readonly string[] | null;
  /** What a person said, for scenarios whose tests have defaults of their own. */
  readonly asked: Pick<ScenarioSettings, "ratePerSecond" | "durationSeconds">;
}

/** What a scenario sends, and what it is judged by where that is not the team's objectives. */
export interface ScenarioTraffic {
  readonly executors: readonly K6Executor[];
  /** Objectives of the scenario's own (smoke: nothing fails); null for the team's. */
  readonly ownObjectives: readonly Objective[] | null;
  readonly search?: readonly SearchStep[];
  readonly recoveries?: readonly PlannedRecovery[];
  readonly experiments?: readonly PlannedExperiment[];
}

/** One test as a team writes it, in `scenarios/plans/`: reads like a specification. */
export interface ScenarioDefinition {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  readonly defaults: {
    /** Null where its tests have rates of their own. */
    readonly ratePerSecond: number | null;
    /** Null where its tests have lengths of their own. */
    readonly durationSeconds: number | null;
    readonly warmupSeconds: number;
    /** 1 looks at every body, 0 at none. */
    readonly checkEveryNthBody: number;
    readonly rampUpSeconds?: number;
    readonly steps?: number;
  };
  /** Which of these settings it takes; none where it says nothing. */
  readonly takes?: readonly OwnSetting[];
  /** Names that `--only` may pick from. */
  readonly tests?: readonly string[];
  readonly soak?: true;
  /** On a target that allows less than the scenario would send it sends less, rather than being refused. */
  readonly lowersItsRate?: true;
  /** Built from the shapes of `lib/core/plan`. */
  traffic(settings: EffectiveSettings, context: ScenarioContext): ScenarioTraffic;
}

export interface ScenarioContext {
  readonly system: SystemDescription;
  readonly objectives: readonly Objective[];
}
