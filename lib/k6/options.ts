/** k6's options for a plan: one k6 scenario for each executor, and nothing left to k6's defaults that matters. */
import type { K6Executor, LoadPlan } from "../core/plan/plan.ts";
import { tagNames } from "../core/record/names.ts";
import { type Gate, type Thresholds, thresholdsOf } from "./thresholds.ts";

/** Name of the function that every entry in `scenarios/` exports and k6 calls for each iteration. */
const ITERATION = "iteration";

interface AnyScenario {
  readonly exec: typeof ITERATION;
  readonly startTime: string;
  readonly gracefulStop: string;
  readonly tags: Record<string, string>;
}

interface Allocated {
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
}

interface ConstantRateScenario extends AnyScenario, Allocated {
  readonly executor: "constant-arrival-rate";
  readonly rate: number;
  readonly timeUnit: string;
  readonly duration: string;
}

interface RampingRateScenario extends AnyScenario, Allocated {
  readonly executor: "ramping-arrival-rate";
  readonly startRate: number;
  readonly timeUnit: string;
  readonly stages: readonly { readonly target: number; readonly duration: string }[];
}

interface SharedIterationsScenario extends AnyScenario {
  readonly executor: "shared-iterations";
  readonly iterations: number;
  readonly vus: number;
  readonly maxDuration: string;
}

export type K6Scenario = ConstantRateScenario | RampingRateScenario | SharedIterationsScenario;

export interface K6Options {
  readonly scenarios: Record<string, K6Scenario>;
  readonly thresholds: Thresholds;
  readonly discardResponseBodies: true;
  readonly maxRedirects: 0;
  readonly summaryTrendStats: string[];
  readonly systemTags: SystemTag[];
}

/** Each tag costs time on every sample. `url` and `group` would repeat `name`; protocol and TLS version vary not. */
const systemTags = [
  "status",
  "method",
  "name",
  "scenario",
  "error",
  "error_code",
  "expected_response",
] as const;
type SystemTag = (typeof systemTags)[number];

export function optionsOf(plan: LoadPlan, gate: Gate): K6Options {
  return {
    scenarios: Object.fromEntries(plan.executors.map((executor) => [executor.name, scenarioOf(executor)])),
    thresholds: thresholdsOf(plan, gate),
    discardResponseBodies: true,
    // k6 would follow a redirect, and count each hop as a request of the endpoint.
    maxRedirects: 0,
    summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
    systemTags: [...systemTags],
  };
}

function scenarioOf(executor: K6Executor): K6Scenario {
  const { shape, preAllocatedVUs, maxVUs } = executor;
  const duration = `${shape.durationSeconds}s`;
  const common: AnyScenario = {
    exec: ITERATION,
    startTime: `${executor.startSeconds}s`,
    gracefulStop: `${executor.gracefulStopSeconds}s`,
    tags: { [tagNames.phase]: executor.phase },
  };
  switch (shape.kind) {
    case "constant-arrival-rate": {
      const { timeUnit, rates } = wholeRates(shape.iterationsPerSecond);
      const rate = rates[0] ?? 0;
      return { executor: shape.kind, ...common, rate, timeUnit, duration, preAllocatedVUs, maxVUs };
    }
    case "ramping-arrival-rate": {
      const { timeUnit, rates } = wholeRates(shape.startPerSecond, shape.endPerSecond);
      const [startRate = 0, target = 0] = rates;
      const stages = [{ target, duration }];
      return { executor: shape.kind, ...common, startRate, timeUnit, stages, preAllocatedVUs, maxVUs };
    }
    case "shared-iterations":
      return {
        executor: shape.kind,
        ...common,
        iterations: shape.iterations,
        vus: preAllocatedVUs,
        maxDuration: duration,
      };
  }
}

/** k6 takes whole rates only: half an iteration a second is 500 in 1000 s. */
function wholeRates(...perSecond: readonly number[]): { timeUnit: string; rates: readonly number[] } {
  if (perSecond.every(Number.isInteger)) return { timeUnit: "1s", rates: perSecond };
  return { timeUnit: "1000s", rates: perSecond.map((rate) => Math.round(rate * 1000)) };
}
