/**
 * k6's thresholds. Under Tidemark they decide nothing: a threshold that always holds is k6's way
 * of being asked to count by tag. In a bare `k6 run`, and with `--abort-early`, real ones act:
 * an objective's bad events may not exceed what the planned requests leave room for. They are
 * stricter than the judge about doubt (k6 knows no "inconclusive"): a dropped iteration, or too
 * few requests to tell, fails a bare run.
 */
import type { Objective } from "../core/objective/objective.ts";
import { minimumSamples } from "../core/objective/samples.ts";
import type { LoadPlan } from "../core/plan/plan.ts";
import { isJudgedIn, judgedPhases, plannedRequests } from "../core/plan/planned-requests.ts";
import { metricNames } from "../core/record/names.ts";
import { endpointsByPhase, submetrics } from "../core/record/submetrics.ts";

/** `count`: decide nothing; `abortEarly`: end a lost run, decide nothing else; `bare`: k6's exit code is the verdict. */
export type Gate = "count" | "abortEarly" | "bare";

export type Threshold = string | { readonly threshold: string; readonly abortOnFail: boolean };
export type Thresholds = Record<string, Threshold[]>;

const ALWAYS = "count>=0";

export function thresholdsOf(plan: LoadPlan, gate: Gate): Thresholds {
  const thresholds = counting(plan);
  if (gate === "count") return thresholds;
  const add = (metric: string, threshold: Threshold) => void (thresholds[metric] ??= []).push(threshold);
  add(metricNames.scriptErrors, aborting("count==0"));
  for (const { objective, phase } of judged(plan)) {
    const planned = plannedRequests(plan, objective.endpoint, phase);
    add(submetrics.bad(objective.id, phase), aborting(`count<=${roomForBad(objective, planned)}`));
    if (gate === "bare") {
      add(submetrics.requests(objective.endpoint, phase), `count>=${minimumSamples(objective.goal)}`);
    }
  }
  if (gate === "bare") addWhatOnlyTheJudgeLooksAt(plan, add);
  return thresholds;
}

/** Under Tidemark the judge weighs these; a bare run has nobody else to. */
function addWhatOnlyTheJudgeLooksAt(plan: LoadPlan, add: (metric: string, threshold: Threshold) => void) {
  for (const { name } of plan.executors) add(submetrics.dropped(name), "count==0");
  const phases = judgedPhases(plan);
  for (const { endpoint, phase } of endpointsByPhase(plan)) {
    if (phases.includes(phase)) add(submetrics.bodiesWrong(endpoint, phase), "count==0");
  }
}

/** Bad events with which the goal is just still met. */
function roomForBad({ goal }: Objective, planned: number): number {
  // 1 - 0.99 is a little more than 0.01: count the good ones that it takes, rounded free of that error.
  return planned - Math.ceil(Number((goal * planned).toFixed(6)));
}

function aborting(threshold: string): Threshold {
  return { threshold, abortOnFail: true };
}

function counting(plan: LoadPlan): Thresholds {
  const thresholds: Thresholds = { [metricNames.scriptErrors]: [ALWAYS] };
  const count = (metric: string) => void (thresholds[metric] = [ALWAYS]);
  for (const { endpoint, phase } of endpointsByPhase(plan)) {
    count(submetrics.requests(endpoint, phase));
    thresholds[submetrics.duration(endpoint, phase)] = ["max>=0"];
    count(submetrics.bodiesChecked(endpoint, phase));
    count(submetrics.bodiesWrong(endpoint, phase));
  }
  for (const { objective, phase } of judged(plan)) count(submetrics.bad(objective.id, phase));
  for (const { name } of plan.executors) {
    count(submetrics.completed(name));
    count(submetrics.dropped(name));
  }
  return thresholds;
}

function judged(plan: LoadPlan): { objective: Objective; phase: string }[] {
  const phases = judgedPhases(plan);
  return plan.objectives.flatMap((objective) =>
    phases.filter((phase) => isJudgedIn(plan, objective, phase)).map((phase) => ({ objective, phase })),
  );
}
