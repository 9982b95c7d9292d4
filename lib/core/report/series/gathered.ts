/**
 * What a report keeps of a run's long files while they are read row by row: windows, sums by phase,
 * and the few rows that are shown as they are. Its size does not depend on the run's length.
 */
import type { RunEvent } from "../../record/event.ts";
import type { FailureSample } from "../../record/failure-sample.ts";
import type { RunRecord } from "../../record/record.ts";
import type { ResourceSample } from "../../record/resource.ts";
import type { Step } from "../../record/step.ts";
import { addSample, usageWindows, type UsageWindow } from "./resource-windows.ts";
import {
  addCounts,
  addStep,
  type EndpointCounts,
  stepWindows,
  type StepWindow,
  type Tallies,
} from "./step-windows.ts";
import { growingTimeline, type GrowingTimeline } from "./timeline.ts";

/** About as many points as a wide screen has room for. */
const MOST_WINDOWS = 1500;
const SECOND_MS = 1000;
const MOST_EVENTS = 500;
const MOST_FAILURES = 100;

export interface PhaseCounts extends EndpointCounts {
  readonly endpoint: string;
  readonly phase: string;
}

export interface Gathered {
  readonly steps: GrowingTimeline<StepWindow>;
  readonly resources: GrowingTimeline<UsageWindow>;
  readonly events: readonly RunEvent[];
  readonly failures: readonly FailureSample[];
  /** End of the last step; null where there is none. */
  readonly lastStepMs: number | null;
  /** By endpoint and phase, in the order of their first step. */
  phaseCounts(): readonly PhaseCounts[];
}

export interface Gathering extends Gathered {
  addStep(step: Step): void;
  addResource(sample: ResourceSample): void;
  addEvent(event: RunEvent): void;
  addFailure(failure: FailureSample): void;
}

export function gathering({ startedAt }: Pick<RunRecord, "startedAt">): Gathering {
  const startMs = Math.floor(Date.parse(startedAt) / SECOND_MS) * SECOND_MS;
  const options = { startMs, widthMs: SECOND_MS, mostWindows: MOST_WINDOWS };
  const steps = growingTimeline(stepWindows, options);
  const resources = growingTimeline(usageWindows, options);
  const byPhase: Tallies = new Map();
  const events: RunEvent[] = [];
  const failures: FailureSample[] = [];
  let lastStepMs: number | null = null;
  return {
    steps,
    resources,
    events,
    failures,
    get lastStepMs() {
      return lastStepMs;
    },
    phaseCounts: () =>
      [...byPhase].map(([key, { requests, statuses, latency }]) => ({
        ...namesOf(key),
        ...{ requests, statuses, latency },
      })),
    addStep: (step) => {
      addStep(steps.at(step.startMs), step);
      lastStepMs = Math.max(lastStepMs ?? 0, step.startMs + step.durationMs);
      if (step.kind === "endpoint") addCounts(byPhase, keyOf(step), step);
    },
    addResource: (sample) => addSample(resources.at(sample.atMs), sample),
    addEvent: (event) => {
      if (events.length < MOST_EVENTS) events.push(event);
    },
    addFailure: (failure) => {
      if (failures.length < MOST_FAILURES) failures.push(failure);
    },
  };
}

function keyOf({ endpoint, phase }: { readonly endpoint: string; readonly phase: string }): string {
  return JSON.stringify([endpoint, phase]);
}

function namesOf(key: string): { readonly endpoint: string; readonly phase: string } {
  const [endpoint, phase] = JSON.parse(key) as [string, string];
  return { endpoint, phase };
}
