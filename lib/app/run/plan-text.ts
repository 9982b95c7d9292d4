/** What is about to happen, in a few lines that a person can stop at: said before anything is sent. */
import type { K6Executor, LoadPlan } from "../../core/plan/plan.ts";
import { judgedPhases, plannedRequests } from "../../core/plan/planned-requests.ts";
import { shapeInWords } from "../../core/report/shape-words.ts";
import { phaseNames } from "../../core/record/names.ts";
import type { PlannedRun } from "./plan-run.ts";

const count = new Intl.NumberFormat("en-US");

export function describePlan({ plan, leftOut }: Pick<PlannedRun, "plan" | "leftOut">): string[] {
  return [
    `${plan.scenario}: run ${plan.runId}, seed ${plan.seed}`,
    ...plan.executors.map(executorLine),
    judgedLine(plan),
    ...leftOut.map(
      ({ objective, neededSamples, plannedSamples }) =>
        `  not judged: ${objective} needs ${count.format(neededSamples)} requests to be decided, ` +
        `and this run plans ${count.format(plannedSamples)}`,
    ),
  ];
}

function executorLine({ phase, sends, shape, maxVUs }: K6Executor): string {
  const endpoints = sends.map(({ endpoint }) => endpoint).join(", ");
  const judged = phase === phaseNames.warmup ? " (warm-up, not judged)" : "";
  return `  ${endpoints}: ${shapeInWords(shape)}, ` + `up to ${count.format(maxVUs)} virtual users${judged}`;
}

function judgedLine(plan: LoadPlan): string {
  const endpoints = [
    ...new Set(plan.executors.flatMap(({ sends }) => sends.map(({ endpoint }) => endpoint))),
  ];
  const requests = judgedPhases(plan).flatMap((phase) =>
    endpoints.map((endpoint) => plannedRequests(plan, endpoint, phase)),
  );
  const total = requests.reduce((sum, planned) => sum + planned, 0);
  const objectives = plan.objectives.length;
  return `  ${count.format(total)} requests judged by ${objectives} objective${objectives === 1 ? "" : "s"}`;
}
