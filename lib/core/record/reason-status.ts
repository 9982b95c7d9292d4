/** What a reason makes of a run by itself, for the judge and for whoever tells of its verdict. */
import type { ReasonCode, VerdictStatus } from "./verdict.ts";

export const statusOfReason: Readonly<Record<ReasonCode, VerdictStatus>> = {
  interrupted: "aborted",
  stopCondition: "aborted",
  generatorFailed: "aborted",
  scriptError: "fail",
  wrongBodies: "fail",
  missed: "fail",
  leak: "fail",
  notRecovered: "fail",
  injectionFailed: "fail",
  faultNotUndone: "fail",
  tooFewSamples: "inconclusive",
  dropped: "inconclusive",
  generatorSaturated: "inconclusive",
  rateMissed: "inconclusive",
  clockStepped: "inconclusive",
  trendUndecided: "inconclusive",
  baselineUnhealthy: "inconclusive",
  noEffect: "inconclusive",
  // Only `--strict` makes more of it, by leaving the objective undecided.
  closeCall: "pass",
};
