/**
 * What a search for the breaking point found. Its steps are judged one by one, each in its phase;
 * the first that misses an objective is the answer, and no failure of the system. Steps
 * after it were cut short when the search ended and say nothing.
 */
import type { Capacity, CapacityStep } from "../record/capacity.ts";
import type { EndpointTraffic } from "../record/record.ts";
import type { ObjectiveResult } from "../record/verdict.ts";

/** A step as the plan has it. */
export interface PlannedStep {
  readonly phase: string;
  readonly ratePerSecond: number;
}

/**
 * @param steps in the order of their rates
 * @param results of every step that was observed
 */
export function capacityOf(
  steps: readonly PlannedStep[],
  results: readonly ObjectiveResult[],
  traffic: readonly EndpointTraffic[],
): Capacity {
  const judged = untilBroken(steps.flatMap((step) => judgedStep(step, results, traffic)));
  const broken = judged.find(({ outcome }) => outcome === "missed");
  const sustained = judged.slice(0, firstOther(judged)).at(-1);
  return {
    steps: judged,
    sustainedPerSecond: sustained?.ratePerSecond ?? null,
    brokenBy: broken === undefined ? null : missedIn(broken.phase, results),
  };
}

/** Results that count for the verdict: of the steps of `capacity`, and not the miss that was looked for. */
export function resultsOfSearch(
  capacity: Capacity,
  results: readonly ObjectiveResult[],
): readonly ObjectiveResult[] {
  const [first] = capacity.steps;
  const counted = capacity.steps
    .filter((step) => step.outcome !== "missed" || step === first)
    .map(({ phase }) => phase);
  return results.filter(({ phase }) => counted.includes(phase));
}

function judgedStep(
  { phase, ratePerSecond }: PlannedStep,
  results: readonly ObjectiveResult[],
  traffic: readonly EndpointTraffic[],
): CapacityStep[] {
  const own = results.filter((result) => result.phase === phase);
  const sent = traffic.filter((each) => each.phase === phase && each.requests + each.dropped > 0);
  if (own.length === 0 || sent.length === 0) return [];
  const achievedPerSecond = sent.reduce((sum, each) => sum + each.achievedPerSecond, 0);
  return [{ phase, ratePerSecond, achievedPerSecond, outcome: worst(own) }];
}

function worst(results: readonly ObjectiveResult[]): ObjectiveResult["outcome"] {
  const outcomes = results.map(({ outcome }) => outcome);
  if (outcomes.includes("missed")) return "missed";
  return outcomes.includes("undecided") ? "undecided" : "met";
}

function untilBroken(steps: readonly CapacityStep[]): readonly CapacityStep[] {
  const broken = steps.findIndex(({ outcome }) => outcome === "missed");
  return broken < 0 ? steps : steps.slice(0, broken + 1);
}

function firstOther(steps: readonly CapacityStep[]): number {
  const index = steps.findIndex(({ outcome }) => outcome !== "met");
  return index < 0 ? steps.length : index;
}

function missedIn(phase: string, results: readonly ObjectiveResult[]): string | null {
  return results.find((result) => result.phase === phase && result.outcome === "missed")?.objective ?? null;
}
