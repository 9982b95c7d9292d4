/** The wording of what speaks against an experiment: sentences for a person, with the figures that decided. */
import type { FaultRecord } from "../record/chaos.ts";
import { count, counted, duration } from "../record/units.ts";
import type { ObjectiveResult, Reason, ReasonCode } from "../record/verdict.ts";
import { pressureText } from "./pressure-text.ts";
import type { RanExperiment } from "./ran-experiment.ts";

export const because = {
  aborted: (ran: RanExperiment) =>
    about(ran, "stopCondition", `ended by a stop condition, after ${injections(ran)}.`),

  loadOver: (ran: RanExperiment) =>
    about(ran, "generatorFailed", `ended by the end of its load, after ${injections(ran)}.`),

  interrupted: (ran: RanExperiment) => about(ran, "interrupted", `interrupted, after ${injections(ran)}.`),

  notUndone: (ran: RanExperiment, fault: FaultRecord) =>
    aboutFault(
      ran,
      fault,
      "faultNotUndone",
      `NOT CONFIRMED AS UNDONE: ${fault.what}. ${seen(fault)} ` +
        "Now: npx tidemark chaos recover; then npx tidemark chaos status has to show that nothing is left.",
    ),

  notInjected: (ran: RanExperiment, fault: FaultRecord) =>
    aboutFault(
      ran,
      fault,
      "injectionFailed",
      `could not be injected: ${listed(fault.failures, "no cause is known")}.`,
    ),

  notTried: (ran: RanExperiment, missing: number) =>
    about(
      ran,
      "injectionFailed",
      `${counted(missing, "fault")} of ${count(ran.planned.experiment.repetitions)} ${missing === 1 ? "was" : "were"} never injected.`,
    ),

  failed: (ran: RanExperiment) =>
    about(
      ran,
      "injectionFailed",
      `failed after ${injections(ran)}: ${listed(
        ran.faults.flatMap(({ failures }) => failures),
        "no cause is known",
      )}.`,
    ),

  unhealthy: (ran: RanExperiment, missed: readonly ObjectiveResult[]) =>
    about(
      ran,
      "baselineUnhealthy",
      `inconclusive. The system was not well before the fault: ${counted(missed.length, "objective")} of the baseline ` +
        `${missed.length === 1 ? "was" : "were"} missed (${missed.map(({ objective }) => objective).join(", ")}).`,
    ),

  noEffect: (ran: RanExperiment, fault: FaultRecord) =>
    aboutFault(
      ran,
      fault,
      "noEffect",
      `inconclusive. ${unseen(fault)}${unmeasured(fault)}, so nothing was shown: ${fault.what}.`,
    ),

  nothingTaken: (ran: RanExperiment, fault: FaultRecord) =>
    aboutFault(
      ran,
      fault,
      "noEffect",
      `inconclusive. The fault did not take what it is meant to (${fault.pressures.map(pressureText).join("; ")}), ` +
        `so nothing was shown: ${fault.what}.`,
    ),

  recoveredLate: (ran: RanExperiment, fault: FaultRecord, seconds: number) =>
    aboutFault(
      ran,
      fault,
      "notRecovered",
      `recovered only ${duration(seconds)} after the ${from(fault)}; ${limitOf(ran)}.`,
    ),

  notRecovered: (ran: RanExperiment, fault: FaultRecord, watchedSeconds: number) =>
    aboutFault(
      ran,
      fault,
      "notRecovered",
      `not recovered within the ${duration(watchedSeconds)} after the ${from(fault)} that were watched; ${limitOf(ran)}.`,
    ),

  watchedTooShortly: (ran: RanExperiment, fault: FaultRecord, watchedSeconds: number) =>
    aboutFault(
      ran,
      fault,
      "tooFewSamples",
      `inconclusive. Not recovered within the ${duration(watchedSeconds)} after the ${from(fault)} that the probe watched; ` +
        `${limitOf(ran)}, and the rest was not seen.`,
    ),

  tooFewSamples: (ran: RanExperiment, { objective, phase, total }: ObjectiveResult, needed: number) => ({
    ...about(
      ran,
      "tooFewSamples",
      `inconclusive. ${objective} had ${counted(total, "event")} in phase ${phase}, and the experiment asks for ${count(needed)}.`,
    ),
    objective,
  }),

  generatorSaturated: (ran: RanExperiment, saturatedSeconds: number) =>
    about(
      ran,
      "generatorSaturated",
      `inconclusive. The load generator had no CPU to spare for ${duration(saturatedSeconds)} of the run and may have ` +
        "measured itself, or the fault.",
    ),
} as const;

function about({ planned }: RanExperiment, code: ReasonCode, text: string): Reason {
  return { code, text: `experiment ${planned.experiment.name}: ${text}`, objective: null };
}

function aboutFault(ran: RanExperiment, { repetition }: FaultRecord, code: ReasonCode, text: string): Reason {
  const { repetitions } = ran.planned.experiment;
  return about(ran, code, repetitions > 1 ? `fault ${repetition} of ${repetitions}: ${text}` : text);
}

function injections({ planned, faults }: RanExperiment): string {
  const done = faults.filter(({ injectedAtMs }) => injectedAtMs !== null).length;
  return `${done} of ${counted(planned.experiment.repetitions, "injection")}`;
}

function seen({ presence, evidence, failures }: FaultRecord): string {
  const looked = presence === "present" ? "It is still there" : "Whether it is still there is not known";
  return `${looked}: ${listed([...failures, ...evidence], "nobody has looked")}.`;
}

function unseen({ measured }: FaultRecord): string {
  if (measured === null) return "No probe saw what the fault did";
  const slowdown =
    measured.slowdown === null
      ? ""
      : `, and answers took ${measured.slowdown.toFixed(1)} times as long at most`;
  return `No request of the probe failed and none was slow for long${slowdown}`;
}

/** Why what the fault took is not known, where it takes something. */
function unmeasured({ pressures }: FaultRecord): string {
  const texts = pressures.filter(({ kind }) => kind === "notMeasured").map(pressureText);
  return texts.length === 0 ? "" : `, and ${[...new Set(texts)].join("; ")}`;
}

function from({ measured }: FaultRecord): string {
  return measured?.recoveryCountsFrom ?? "undo";
}

function limitOf({ planned }: RanExperiment): string {
  return `${duration(planned.experiment.recoveredWithinSeconds)} are allowed`;
}

/** Parts of a sentence, without full stops of their own. */
function listed(parts: readonly string[], otherwise: string): string {
  return parts.length === 0 ? otherwise : parts.map((part) => part.replace(/\.$/, "")).join("; ");
}
