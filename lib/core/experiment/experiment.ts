/**
 * A chaos experiment as a team writes it, in `experiments/`: which fault, on what, for how long, and
 * what is believed to hold meanwhile. Data only; which targets can do it is matrix.ts. The words are
 * the Chaos Toolkit's where they fit: the steady state is what the baseline shows, the method is the
 * fault, its rollback is the undo that the driver plans with it.
 */
import type { Ratio } from "../objective/objective.ts";

/** What connections lead to: a service of the system, or a store behind one, by its name. */
export interface Link {
  readonly to: "service" | "store";
  readonly name: string;
}

export type FaultSpec =
  /** One instance of one of these services, drawn anew for each repetition, ends at once; the undo starts it again. */
  | { readonly kind: "kill"; readonly services: readonly string[] }
  /** One instance of one of these services stands still, and goes on with the undo. */
  | { readonly kind: "pause"; readonly services: readonly string[] }
  /** So many workers compete for the processors of the system, and of it alone. */
  | { readonly kind: "cpu"; readonly workers: number; readonly services: readonly string[] }
  /** So many bytes of the system's memory are taken. */
  | { readonly kind: "memory"; readonly bytes: number; readonly services: readonly string[] }
  /** Each answer on the link comes so much later. */
  | {
      readonly kind: "latency";
      readonly link: Link;
      readonly delayMilliseconds: number;
      readonly jitterMilliseconds: number;
    }
  /** Connections on the link are reset. */
  | { readonly kind: "reset"; readonly link: Link }
  /** Connections on the link stay open and carry nothing; what waited goes on with the undo. */
  | { readonly kind: "stall"; readonly link: Link }
  /** Nothing accepts connections to the store. */
  | { readonly kind: "outage"; readonly store: string }
  /** So many requests to the service are answered with the status instead, and all of them later. */
  | {
      readonly kind: "http";
      readonly service: string;
      readonly errorShare: Ratio;
      readonly status: number;
      readonly delayMilliseconds: number;
    };

export type FaultKind = FaultSpec["kind"];

/** What the requests of one phase must show, on each endpoint of the traffic. A share of 0 promises nothing. */
export interface PhaseGoals {
  /** Least share of requests that do not fail. */
  readonly succeed: Ratio;
  /** Least share of requests that take no longer than the limit, whatever their status. */
  readonly within: { readonly seconds: number; readonly share: Ratio };
  /** With fewer requests on an endpoint the phase says nothing. */
  readonly minimumSamples: number;
}

/** The most that may be hit at once. Where a service has several instances, one always stays untouched. */
export interface BlastRadius {
  readonly maxInstances: number;
  readonly maxShare: Ratio;
}

/** Undoes everything and ends the run: the share of the probe's requests that failed within a sliding window. */
export interface StopCondition {
  readonly windowSeconds: number;
  readonly failedShareAbove: Ratio;
  /** A question in PromQL whose answer must not be above the limit; null for none. */
  readonly prometheus: { readonly query: string; readonly above: number } | null;
}

export interface EndpointLoad {
  readonly endpoint: string;
  readonly ratePerSecond: number;
  /** Of an endpoint that the fault must not touch: instead of the experiment's own while the fault lasts. */
  readonly faultGoals?: PhaseGoals;
}

export interface Experiment {
  /** `^[a-z0-9]+(-[a-z0-9]+)*$`, unique. */
  readonly name: string;
  /** What is believed, in a sentence: the hypothesis. */
  readonly description: string;
  readonly fault: FaultSpec;
  readonly baselineSeconds: number;
  /** From the injection to the undo. */
  readonly faultSeconds: number;
  readonly recoverySeconds: number;
  /** At most so long after the undo (after the injection where the system heals itself). */
  readonly recoveredWithinSeconds: number;
  /** Fault and recovery, one after another; the baseline comes once. */
  readonly repetitions: number;
  /** What is sent, in all phases alike. */
  readonly traffic: readonly EndpointLoad[];
  readonly goals: {
    readonly baseline: PhaseGoals;
    /** The degraded objective. */
    readonly fault: PhaseGoals;
    readonly recovery: PhaseGoals;
  };
  readonly blastRadius: BlastRadius;
  readonly stopWhen: StopCondition;
  /** The alert, by name, that has to fire; null where none is expected. */
  readonly expectedAlert: string | null;
}

export type PhaseRole = "baseline" | "fault" | "recovery";

/** A phase of an experiment in a plan, in seconds from the plan's start. The director follows it. */
export interface PlannedPhase {
  /** The `phase` tag of its requests. */
  readonly phase: string;
  readonly role: PhaseRole;
  /** From 1; 0 for the baseline. */
  readonly repetition: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface PlannedExperiment {
  readonly experiment: Experiment;
  readonly phases: readonly PlannedPhase[];
}
