/** One verdict from everything found: aborted > fail > inconclusive > pass. */
import { statusOfReason } from "../record/reason-status.ts";
import type { ObjectiveResult, Reason, Verdict, VerdictStatus } from "../record/verdict.ts";

const worstFirst: readonly VerdictStatus[] = ["aborted", "fail", "inconclusive", "pass"];

const statusOfOutcome: Readonly<Record<ObjectiveResult["outcome"], VerdictStatus>> = {
  missed: "fail",
  undecided: "inconclusive",
  met: "pass",
};

/** @param runReasons about the whole run; those of the objectives are in their results */
export function verdictOf(runReasons: readonly Reason[], results: readonly ObjectiveResult[]): Verdict {
  const reasons = [...runReasons, ...results.flatMap((result) => result.reasons)];
  return {
    status: worst([
      ...runReasons.map((reason) => statusOfReason[reason.code]),
      ...results.map((result) => statusOfOutcome[result.outcome]),
    ]),
    reasons: reasons.toSorted((a, b) => rank(statusOfReason[a.code]) - rank(statusOfReason[b.code])),
  };
}

function worst(statuses: readonly VerdictStatus[]): VerdictStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? "pass";
}

function rank(status: VerdictStatus): number {
  return worstFirst.indexOf(status);
}
