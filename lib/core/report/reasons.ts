/** Why a verdict is what it is: each reason with the rule that it goes by and the events behind it. */
import { phaseNames } from "../record/names.ts";
import type { RunRecord } from "../record/record.ts";
import { counted } from "../record/units.ts";
import type { Reason, ReasonCode } from "../record/verdict.ts";

export interface ToldReason {
  readonly code: ReasonCode;
  readonly text: string;
  readonly rule: string;
  /** What was looked at: `30,000 events`; empty where a record does not tell. */
  readonly sample: string;
}

const rules: Readonly<Record<ReasonCode, string>> = {
  missed: "An objective is missed when the share of good events is below its goal, shown by enough of them.",
  tooFewSamples:
    "With fewer events than a goal takes to be shown at 95 % confidence, an objective stays undecided.",
  generatorSaturated: "A load generator without CPU to spare measures its own lateness, not the system's.",
  rateMissed: "A run that did not offer the rate that was planned says nothing of that rate.",
  dropped: "Requests that were never sent are unknown: where they could change the answer, there is none.",
  scriptError: "An exception in the test's script fails the run: part of the traffic was never sent.",
  wrongBodies: "An answer with the right status and the wrong body is no good answer.",
  interrupted: "A run that was ended before its plan says nothing of the rest.",
  stopCondition: "A stop condition ended the run to protect the system.",
  clockStepped: "Times that were measured over a step of the clock are not to be trusted.",
  closeCall: "Where the 95 % interval straddles the goal, the next run could come out the other way.",
  leak: "Growth that goes on would use up what there is, however well the objectives were kept.",
  trendUndecided: "A run that is too short to tell growth from noise cannot say that there is none.",
  generatorFailed: "Without a load generator that did its work there is nothing to judge.",
  baselineUnhealthy: "What a fault does to a system shows only where the system was well before.",
  noEffect: "A fault that the probe did not see was none for the system, whatever accepted it.",
  notRecovered: "A system that a fault has passed through is itself again within the time that is believed.",
  injectionFailed: "An experiment without its fault shows nothing of the system.",
  faultNotUndone: "A fault is over once the system was looked at and nothing of it is left.",
};

export function toldReasons(record: RunRecord): readonly ToldReason[] {
  return record.verdict.reasons.map((reason) => ({
    code: reason.code,
    text: reason.text,
    rule: rules[reason.code],
    sample: reason.objective === null ? sampleOfRun(reason, record) : sampleOfObjective(reason, record),
  }));
}

/** Of the results that give the reason; of all of the objective's where none gives it in these words. */
function sampleOfObjective({ objective, text }: Reason, { results }: RunRecord): string {
  const own = results.filter((result) => result.objective === objective);
  const exact = own.filter((result) => result.reasons.some((reason) => reason.text === text));
  const counting = exact.length > 0 ? exact : own;
  return counting.length === 0 ? "" : counted(sum(counting.map(({ total }) => total)), "event");
}

function sampleOfRun({ code, text }: Reason, { facts, traffic, trends, results }: RunRecord): string {
  switch (code) {
    case "leak":
    case "trendUndecided": {
      const trend = trends.find((each) => each.text === text);
      return trend === undefined ? "" : counted(trend.samples, "sample");
    }
    case "wrongBodies": {
      const judged = traffic.filter(({ phase }) => phase !== phaseNames.warmup);
      const checked = sum(judged.map(({ bodiesChecked }) => bodiesChecked));
      return counted(checked, "checked body", "checked bodies");
    }
    case "tooFewSamples":
    case "clockStepped":
      return counted(sum(results.map(({ total }) => total)), "event");
    default:
      return facts === null ? "" : counted(facts.startedIterations, "iteration");
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
