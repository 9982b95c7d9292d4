/** What the report on objectives says in sentences: of when it is, what its policy asks for, what it lacks. */
import { percent } from "../../record/units.ts";
import { leastCoveredShare } from "../../slo/budget.ts";
import { budgetPolicy } from "../../slo/policy.ts";
import { checkOutcome, type ReportedObjective, type SloReport } from "../../slo/report.ts";
import { between } from "./instant.ts";
import { share } from "./share.ts";

export const title = "Objectives in production";

export function answerSentence(report: SloReport): string {
  const outcome = checkOutcome(report);
  if (outcome === "met") return "Every objective is met, with budget left.";
  const of = report.objectives.filter((each) => each.outcome === "missed" || isSpent(each));
  if (outcome === "missed")
    return `No budget is left of ${of.map(({ objective }) => objective.id).join(", ")}.`;
  return "Too little data to say of every objective that it is met.";
}

function isSpent({ budget, outcome }: ReportedObjective): boolean {
  return outcome === "met" && budget.leftShare !== null && budget.leftShare <= 0;
}

/** One for each length of window. */
export function windowSentences({ objectives, prometheus, matchers }: SloReport): readonly string[] {
  const among = matchers.length === 0 ? "" : `, of series with ${matchers.join(",")}`;
  const windows = new Set(objectives.map((of) => between(of.startSeconds, of.endSeconds)));
  return [...windows].map(
    (window) => `${window} (UTC), users' traffic alone, counted by the Prometheus at ${prometheus}${among}.`,
  );
}

export function policySentences({ objectives }: SloReport): readonly string[] {
  return objectives.flatMap(({ objective, policy, budget }) =>
    policy === null || budget.leftShare === null
      ? []
      : [
          `${objective.id}: ${share(1 - budget.leftShare, 3)} of the budget is spent; from ${percent(policy.spentShare)} on: ${policy.action}.`,
        ],
  );
}

/** The whole policy, where nothing of it is reached. */
export function policyAtRest(): string {
  const steps = budgetPolicy.map(({ spentShare, action }) => `from ${percent(spentShare)} spent, ${action}`);
  return `No step of the policy is reached: ${steps.join("; ")}.`;
}

export function doubtSentences({ objectives, notes }: SloReport): readonly string[] {
  const partial = objectives.filter(
    ({ coveredShare }) => coveredShare > 0 && coveredShare < leastCoveredShare,
  );
  return [
    ...partial.map(
      ({ objective, coveredShare }) =>
        `${objective.id}: there are samples for ${share(coveredShare, 3)} of the window; with less than ${percent(leastCoveredShare)} a good result decides nothing.`,
    ),
    ...notes,
  ];
}
