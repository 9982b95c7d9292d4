/**
 * How much a target may get, held against the plan before anything is started. Nobody's system gets
 * load by a slip of the pen: one that is not on this machine gets next to nothing until its file says
 * more. A scenario that wants little of every endpoint lowers its rate itself, and that is said.
 */
import { peakRatePerSecond } from "../../core/plan/peak-rate.ts";
import type { TargetLimits } from "../../node/project/target.ts";
import { AccessError } from "./access-error.ts";
import { isOnThisMachine } from "./locality.ts";
import type { PlannedRun } from "./plan-run.ts";

/** Requests a second to a target elsewhere that nobody allowed more for. */
const UNALLOWED_PER_SECOND = 10;
/** k6 takes rates in thousandths. */
const STEPS_PER_UNIT = 1000;

export interface EffectiveLimits extends TargetLimits {
  /** Whether the rate is limited only because nobody said anything. */
  readonly byDefault: boolean;
}

export async function effectiveLimits(
  limits: TargetLimits,
  addresses: Readonly<Record<string, string>>,
): Promise<EffectiveLimits> {
  if (limits.maxRatePerSecond !== null || (await isOnThisMachine(Object.values(addresses)))) {
    return { ...limits, byDefault: false };
  }
  return { ...limits, byDefault: true, maxRatePerSecond: UNALLOWED_PER_SECOND };
}

/**
 * @param plan with what a person asked for, or with a lower rate for a scenario that lowers its own
 * @throws AccessError for what the target does not allow
 */
export function planWithinLimits(
  target: LimitedTarget,
  plan: (ratePerSecond: number | null) => PlannedRun,
  around: { readonly askedPerSecond: number | null; readonly say: (line: string) => void },
): PlannedRun {
  const planned = plan(around.askedPerSecond);
  const { scenario } = planned;
  const { scenarios, maxRatePerSecond: limit } = target.limits;
  if (scenarios !== null && !scenarios.includes(scenario.name)) {
    throw AccessError.scenarioNotAllowed(target.name, scenario.name, scenarios);
  }
  if (limit === null || isWithin(target, planned, limit)) return planned;
  if (scenario.lowersItsRate !== true) throw tooMuch(target, planned, limit);
  const wanted = around.askedPerSecond ?? scenario.defaults.ratePerSecond;
  if (wanted === null) throw tooMuch(target, planned, limit);
  const rate = floored((wanted * limit) / peakRatePerSecond(planned.plan));
  around.say(
    `${scenario.name}: ${wanted}/s lowered to ${rate}/s, ${target.name} may get ${limit} requests/s`,
  );
  const lowered = plan(rate);
  if (!isWithin(target, lowered, limit)) throw tooMuch(target, lowered, limit);
  return lowered;
}

export interface LimitedTarget {
  readonly name: string;
  readonly limits: EffectiveLimits;
}

function isWithin({ limits }: LimitedTarget, { plan }: PlannedRun, limit: number): boolean {
  const peak = peakRatePerSecond(plan);
  return peak <= limit || (peak === Number.POSITIVE_INFINITY && limits.closedModels);
}

function tooMuch(target: LimitedTarget, { scenario, plan }: PlannedRun, limit: number): AccessError {
  const peak = peakRatePerSecond(plan);
  if (peak === Number.POSITIVE_INFINITY) return AccessError.closedModel(target.name, scenario.name);
  return AccessError.rateAboveLimit(target.name, { peak, limit, byDefault: target.limits.byDefault });
}

/** Downwards, so that the sum stays within the limit. */
function floored(ratePerSecond: number): number {
  return Math.floor(ratePerSecond * STEPS_PER_UNIT) / STEPS_PER_UNIT;
}
