/**
 * One objective in one phase. Dropped requests are unknown events: they are taken once as all
 * good and once as all bad, and only an answer that is the same both ways counts. So are those whose
 * times nobody knows because the clock was set while they were under way.
 */
import type { Objective } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import type { RunFacts } from "../record/record.ts";
import type { ObjectiveResult, Observation, Reason } from "../record/verdict.ts";
import { isDoubtfulMiss, requestsInDoubt } from "./doubt.ts";
import { clopperPearson } from "./interval.ts";
import { reasonsOfObjective as because, type Judged } from "./reasons.ts";
import { weigh, type Weighed } from "./weigh.ts";

export interface JudgingRules {
  readonly facts: RunFacts;
  /** A close call is not an answer. */
  readonly strict: boolean;
}

export function judgeObjective(
  objective: Objective,
  observation: Observation,
  rules: JudgingRules,
): ObjectiveResult {
  const { goal } = objective;
  const { phase, total, bad, dropped } = observation;
  const share = total === 0 ? null : (total - bad) / total;
  const judged: Judged = {
    objective,
    observation,
    interval: clopperPearson(total - bad, total),
    minimumSamples: minimumSamples(goal),
  };
  return {
    objective: objective.id,
    phase,
    goal,
    share,
    total,
    bad,
    dropped,
    margin: share === null ? null : share - goal,
    interval: judged.interval,
    minimumSamples: judged.minimumSamples,
    ...decide(judged, rules),
  };
}

type Decision = Pick<ObjectiveResult, "outcome" | "closeCall" | "reasons">;

function decide(judged: Judged, { facts, strict }: JudgingRules): Decision {
  const { objective, observation } = judged;
  const [allGood, allBad] = bothWays(objective.goal, observation);
  if (allGood.outcome !== allBad.outcome) return open(doubtsOfDropped(judged, allGood, allBad));
  if (allGood.outcome === "tooFew") return open([because.tooFewSamples(judged)]);

  if (allGood.outcome === "missed" && isDoubtfulMiss(objective.bad, facts.generator)) {
    return open([because.generatorSaturated(judged, facts)]);
  }
  const doubtful = bothWays(objective.goal, observation, requestsInDoubt(objective.bad, facts));
  if (doubtful[0].outcome !== doubtful[1].outcome) return open([because.clockStepped(judged, facts)]);
  const closeCall = allGood.straddles || allBad.straddles;
  const missed = allGood.outcome === "missed" ? [because.missed(judged)] : [];
  const close = closeCall ? [because.closeCall(judged)] : [];
  if (closeCall && strict) return { outcome: "undecided", closeCall, reasons: close };
  return { outcome: allGood.outcome, closeCall, reasons: [...missed, ...close] };
}

/** @param inDoubt events that were observed, good or bad, and may as well have been the other */
function bothWays(
  goal: number,
  { total, bad, dropped }: Observation,
  inDoubt = 0,
): readonly [Weighed, Weighed] {
  const events = total + dropped;
  const fewest = Math.max(0, bad - inDoubt);
  const most = Math.min(total, bad + inDoubt) + dropped;
  return [weigh(goal, { total: events, bad: fewest }), weigh(goal, { total: events, bad: most })];
}

function doubtsOfDropped(judged: Judged, ...ways: readonly Weighed[]): readonly Reason[] {
  const few = ways.some((way) => way.outcome === "tooFew") ? [because.tooFewSamples(judged)] : [];
  return [because.dropped(judged), ...few];
}

function open(reasons: readonly Reason[]): Decision {
  return { outcome: "undecided", closeCall: false, reasons };
}
