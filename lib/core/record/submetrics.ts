/**
 * The names under which k6 keeps a metric by tags. It keeps only those that a threshold names,
 * so one list serves both the thresholds that ask for them and the reader of what they counted.
 */
import type { LoadPlan } from "../plan/plan.ts";
import { metricNames, tagNames } from "./names.ts";

export const submetrics = {
  requests: (endpoint: string, phase: string) => `http_reqs{${byEndpoint(endpoint, phase)}}`,
  duration: (endpoint: string, phase: string) => `http_req_duration{${byEndpoint(endpoint, phase)}}`,
  bodiesChecked: (endpoint: string, phase: string) =>
    `${metricNames.bodiesChecked}{${byEndpoint(endpoint, phase)}}`,
  bodiesWrong: (endpoint: string, phase: string) =>
    `${metricNames.bodiesWrong}{${byEndpoint(endpoint, phase)}}`,
  bad: (objective: string, phase: string) =>
    `${metricNames.objectiveBad}{${tagNames.objective}:${objective},${tagNames.phase}:${phase}}`,
  completed: (executor: string) => `iterations{scenario:${executor}}`,
  dropped: (executor: string) => `dropped_iterations{scenario:${executor}}`,
} as const;

function byEndpoint(endpoint: string, phase: string): string {
  return `${tagNames.endpoint}:${endpoint},${tagNames.phase}:${phase}`;
}

export interface EndpointInPhase {
  readonly endpoint: string;
  readonly phase: string;
}

/** Each endpoint with each phase in which the plan sends to it, once, in the plan's order. */
export function endpointsByPhase(plan: LoadPlan): EndpointInPhase[] {
  const found = new Map<string, EndpointInPhase>();
  for (const { phase, sends } of plan.executors) {
    for (const { endpoint } of sends) found.set(`${endpoint}\n${phase}`, { endpoint, phase });
  }
  return [...found.values()];
}
