/**
 * A mix of journeys by weight, as an open model: users arrive at a fixed rate, and each takes one
 * journey to its end. Weights are shares of the users; the rate is that of requests, as everywhere.
 */
import { type Journey, longestThinkSeconds } from "../system/journey.ts";
import { plainExecutor } from "./executor.ts";
import { iterationLength } from "./iteration-times.ts";
import { PlanError, wording } from "./plan-error.ts";
import type { EndpointShare, K6Executor, ScenarioContext } from "./plan.ts";
import { virtualUsers } from "./virtual-users.ts";

export interface JourneyMix {
  readonly scenario: string;
  readonly phase: string;
  /** Percent by journey. */
  readonly weights: Readonly<Record<string, number>>;
  /** Requests a second over all journeys. */
  readonly ratePerSecond: number;
  readonly durationSeconds: number;
  readonly vus: number | null;
}

/**
 * An executor for each journey.
 * @throws PlanError `weights` where they do not add up to 100, `unknownJourney`, and those of endpoints
 */
export function journeyMix(mix: JourneyMix, context: ScenarioContext): readonly K6Executor[] {
  const percent = Object.values(mix.weights).reduce((sum, weight) => sum + weight, 0);
  if (percent !== 100) throw new PlanError("weights", null, wording.weights(mix.scenario, percent));
  const parts = Object.entries(mix.weights).map(([name, weight]) => ({
    journey: journeyNamed(name, context),
    share: weight / 100,
  }));
  const requestsPerUser = parts.reduce((sum, { journey, share }) => sum + journey.steps.length * share, 0);
  const usersPerSecond = mix.ratePerSecond / requestsPerUser;
  return parts.map(({ journey, share }) =>
    journeyExecutor(journey, { ...mix, usersPerSecond: usersPerSecond * share }, context),
  );
}

/** Users that arrive at a fixed rate and take one journey each. */
export function journeyExecutor(
  journey: Journey,
  wanted: Pick<JourneyMix, "phase" | "durationSeconds" | "vus"> & { readonly usersPerSecond: number },
  context: ScenarioContext,
): K6Executor {
  const { phase, durationSeconds, vus, usersPerSecond } = wanted;
  const sends = sendsOf(journey);
  const length = iterationLength(journey.name, sends, longestThinkSeconds(journey), context);
  return {
    ...plainExecutor({ name: journey.name, phase, sends }),
    journey: journey.name,
    shape: { kind: "constant-arrival-rate", iterationsPerSecond: usersPerSecond, durationSeconds },
    ...virtualUsers({ iterationsPerSecond: usersPerSecond, ...length }, vus),
    gracefulStopSeconds: length.gracefulStopSeconds,
  };
}

/** @throws PlanError `unknownJourney` */
export function journeyNamed(name: string, { system }: ScenarioContext): Journey {
  const journeys = system.journeys ?? [];
  const found = journeys.find((journey) => journey.name === name);
  if (found !== undefined) return found;
  const known = journeys.map((journey) => journey.name);
  throw new PlanError("unknownJourney", name, wording.unknownJourney(name, name, known));
}

function sendsOf({ steps }: Journey): EndpointShare[] {
  const endpoints = [...new Set(steps.map(({ endpoint }) => endpoint))];
  return endpoints.map((endpoint) => ({
    endpoint,
    requestsPerIteration: steps.filter((step) => step.endpoint === endpoint).length,
  }));
}
