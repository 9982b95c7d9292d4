/** What the run's own fate says, whatever the objectives: was it ended, did it do what it says? */
import type { RunFacts } from "../record/record.ts";
import type { Reason } from "../record/verdict.ts";
import { reasonsOfRun as because } from "./reasons.ts";

/** k6 may start one iteration more or fewer at the very end; beyond that so much may be missing. */
const TOLERATED_SHORTFALL = 0.01;

export function reasonsFrom(facts: RunFacts): readonly Reason[] {
  const ending = endings(facts);
  return [
    ...ending,
    ...(facts.scriptErrors > 0 ? [because.scriptError(facts.scriptErrors)] : []),
    ...(facts.wrongBodies > 0 ? [because.wrongBodies(facts.wrongBodies)] : []),
    // A run that was cut short falls short of its plan for a reason that is known.
    ...(ending.length === 0 && !facts.endedOnPurpose && fallsShort(facts) ? [because.rateMissed(facts)] : []),
  ];
}

function endings(facts: RunFacts): readonly Reason[] {
  const { interruptedBy, stopCondition, generatorFailure } = facts;
  return [
    ...(interruptedBy === null ? [] : [because.interrupted(interruptedBy, facts)]),
    ...(stopCondition === null ? [] : [because.stopCondition(stopCondition, facts)]),
    ...(generatorFailure === null ? [] : [because.generatorFailed(generatorFailure, facts)]),
  ];
}

/** Dropped iterations were due and are counted as unknown events; these were never even due. */
function fallsShort({ plannedIterations, startedIterations, droppedIterations }: RunFacts): boolean {
  const missing = plannedIterations - startedIterations - droppedIterations;
  return missing > 1 && missing > plannedIterations * TOLERATED_SHORTFALL;
}
