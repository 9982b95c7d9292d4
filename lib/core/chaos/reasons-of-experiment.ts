/**
 * What speaks against an experiment beside the objectives of its phases. A fault has to be injected, to have
 * an effect that was measured, to be undone, and the system to be itself again in time; and the system must have been well before:
 * where it was not, only what became of the fault is told.
 */
import { goalsOn, objectiveIdsOn } from "../experiment/goals-on.ts";
import type { ObjectiveResult, Reason } from "../record/verdict.ts";
import type { FaultRecord } from "../record/chaos.ts";
import type { RunFacts } from "../record/record.ts";
import { because } from "./because.ts";
import type { RanExperiment } from "./ran-experiment.ts";
import { takenBy } from "./under-pressure.ts";

/** At the median. Slower than this is no chance: a fault that only slows down was there. */
const NOTICEABLE_SLOWDOWN = 1.5;

/** @param results of the phases of the experiment @param facts of the run: what ended it, where something did */
export function reasonsOfExperiment(
  ran: RanExperiment,
  results: readonly ObjectiveResult[],
  facts: Pick<RunFacts, "stopCondition">,
): Reason[] {
  const unhealthy = missedInBaseline(ran, results);
  return [
    ...endingReasons(ran, facts),
    ...ran.faults.filter(isLeft).map((fault) => because.notUndone(ran, fault)),
    ...injectionReasons(ran),
    ...(unhealthy.length > 0
      ? [because.unhealthy(ran, unhealthy)]
      : [...effectReasons(ran, results), ...recoveryReasons(ran)]),
    ...sampleReasons(ran, results),
  ];
}

/** Objectives that the baseline missed. With one of them no phase of the experiment says anything. */
export function missedInBaseline(
  { planned }: Pick<RanExperiment, "planned">,
  results: readonly ObjectiveResult[],
): ObjectiveResult[] {
  const baselines = planned.phases.filter(({ role }) => role === "baseline").map(({ phase }) => phase);
  return results.filter(({ phase, outcome }) => baselines.includes(phase) && outcome === "missed");
}

/** One that nobody stopped was ended by the end of its load. */
function endingReasons(ran: RanExperiment, { stopCondition }: Pick<RunFacts, "stopCondition">): Reason[] {
  if (ran.status === "aborted")
    return [stopCondition === null ? because.loadOver(ran) : because.aborted(ran)];
  return ran.status === "interrupted" ? [because.interrupted(ran)] : [];
}

/** `unknown` is not clean, and neither is what nobody looked at after an injection. */
function isLeft({ injectedAtMs, presence }: FaultRecord): boolean {
  return presence === null ? injectedAtMs !== null : presence !== "clean";
}

/** What was not tried because the experiment was ended is no failure of an injection. */
function injectionReasons(ran: RanExperiment): Reason[] {
  const { planned, status, faults } = ran;
  if (status === "aborted" || status === "interrupted") return [];
  const failed = faults.filter(({ injectedAtMs }) => injectedAtMs === null);
  const tried = failed.map((fault) => because.notInjected(ran, fault));
  const missing = planned.experiment.repetitions - faults.length;
  if (missing > 0) return [...tried, because.notTried(ran, missing)];
  const held = tried.length === 0 && status === "failed" && !faults.some(isLeft);
  return held ? [because.failed(ran)] : tried;
}

function effectReasons(ran: RanExperiment, results: readonly ObjectiveResult[]): Reason[] {
  return injected(ran).flatMap((fault) => {
    if (hadEffect(ran, fault, results)) return [];
    // A fault that was ended early may not have had the time to show.
    if (ran.status !== "completed") return [];
    return [
      takenBy(fault.pressures) === "notTaken"
        ? because.nothingTaken(ran, fault)
        : because.noEffect(ran, fault),
    ];
  });
}

/**
 * Where it was measured what a fault took, that alone tells: a system that withstands it shows nothing, and one
 * that suffers while nothing was taken suffers from something else.
 */
function hadEffect(ran: RanExperiment, fault: FaultRecord, results: readonly ObjectiveResult[]): boolean {
  const taken = takenBy(fault.pressures);
  if (taken !== "unknown") return taken === "taken";
  return wasSeen(fault) || missedDuring(ran, fault, results);
}

function wasSeen({ measured }: FaultRecord): boolean {
  if (measured === null) return false;
  return measured.detectedAfterSeconds !== null || (measured.slowdown ?? 0) >= NOTICEABLE_SLOWDOWN;
}

/** What k6 felt, the fault did. */
function missedDuring(
  { planned }: RanExperiment,
  { repetition }: FaultRecord,
  results: readonly ObjectiveResult[],
): boolean {
  const own = planned.phases.find((phase) => phase.role === "fault" && phase.repetition === repetition);
  return results.some(({ phase, outcome }) => phase === own?.phase && outcome === "missed");
}

function recoveryReasons(ran: RanExperiment): Reason[] {
  const limit = ran.planned.experiment.recoveredWithinSeconds;
  return injected(ran).flatMap((fault) => {
    const { measured } = fault;
    if (measured === null) return [];
    const { recoveredAfterSeconds, watchedSeconds } = measured;
    if (recoveredAfterSeconds !== null) {
      return recoveredAfterSeconds > limit ? [because.recoveredLate(ran, fault, recoveredAfterSeconds)] : [];
    }
    if (watchedSeconds >= limit) return [because.notRecovered(ran, fault, watchedSeconds)];
    return ran.status === "completed" ? [because.watchedTooShortly(ran, fault, watchedSeconds)] : [];
  });
}

function injected({ faults }: RanExperiment): FaultRecord[] {
  return faults.filter(({ injectedAtMs }) => injectedAtMs !== null);
}

/** The experiment may ask for more than its goals take. */
function sampleReasons(ran: RanExperiment, results: readonly ObjectiveResult[]): Reason[] {
  const { experiment, phases } = ran.planned;
  return phases.flatMap(({ phase, role }) =>
    experiment.traffic.flatMap((load) => {
      const { minimumSamples } = goalsOn(experiment, load, role);
      const ids = Object.values(objectiveIdsOn(experiment, load, role));
      return results
        .filter((result) => result.phase === phase && ids.includes(result.objective))
        .filter(({ outcome, total }) => outcome !== "undecided" && total < minimumSamples)
        .map((result) => because.tooFewSamples(ran, result, minimumSamples));
    }),
  );
}
