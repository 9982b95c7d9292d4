/** What is about to happen, in a few lines that a person can stop at: said before anything is sent. */
import type { K6Executor, LoadPlan, PlannedData } from "../../core/plan/plan.ts";
import { judgedPhases, plannedRequests } from "../../core/plan/planned-requests.ts";
import { shapeInWords } from "../../core/report/shape-words.ts";
import { phaseNames } from "../../core/record/names.ts";
import type { PlannedRun } from "./plan-run.ts";

const count = new Intl.NumberFormat("en-US");

export function describePlan({ plan, leftOut }: Pick<PlannedRun, "plan" | "leftOut">): string[] {
  return [
    `${plan.scenario}: run ${plan.runId}, seed ${plan.seed}`,
    ...(plan.experiments.length > 0 ? phaseLines(plan) : plan.executors.map(executorLine)),
    judgedLine(plan),
    ...plan.data.map(rowsLine),
    ...leftOut.map(
      ({ objective, phase, neededSamples, plannedSamples }) =>
        `  not judged${inPhase(phase)}: ${objective} needs ${count.format(neededSamples)} requests to be decided, ` +
        `and this run plans ${count.format(plannedSamples)}`,
    ),
  ];
}

function executorLine({ phase, sends, shape, maxVUs }: K6Executor): string {
  const endpoints = sends.map(({ endpoint }) => endpoint).join(", ");
  const judged = phase === phaseNames.warmup ? " (warm-up, not judged)" : inPhase(phase);
  return `  ${endpoints}: ${shapeInWords(shape)}, up to ${count.format(maxVUs)} virtual users${judged}`;
}

/** Experiments send to many endpoints alike: a line for each phase, and not for each of its executors. */
function phaseLines({ executors }: LoadPlan): string[] {
  return [...new Set(executors.map(({ phase }) => phase))].map((phase) => {
    const own = executors.filter((executor) => executor.phase === phase);
    const shapes = [...new Set(own.map(({ shape }) => shapeInWords(shape)))].join(" or ");
    const judged = phase === phaseNames.warmup ? " (not judged)" : "";
    return `  ${phase}: ${shapes}, to ${own.length === 1 ? "1 endpoint" : `each of ${own.length} endpoints`}${judged}`;
  });
}

function inPhase(phase: string): string {
  return phase === phaseNames.main ? "" : ` (${phase})`;
}

function rowsLine({ name, pick, whenUsedUp, rows }: PlannedData): string {
  const again = whenUsedUp === "again" ? ", and again when they are used up" : "";
  return `  ${count.format(rows)} rows of ${name}: ${pick === "unique" ? `each iteration its own${again}` : "drawn at random"}`;
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
