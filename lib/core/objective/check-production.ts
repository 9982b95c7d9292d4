/** Whether what an objective says about production makes sense by itself; rules need more (lib/core/rules). */
import { wording, type ObjectiveProblem } from "./objective-error.ts";
import type { Objective } from "./objective.ts";

export function productionProblems(objective: Objective): readonly ObjectiveProblem[] {
  return [...slaProblems(objective), ...trafficProblems(objective), ...runbookProblems(objective)];
}

/** A promise to customers must be broken later than the one that the team gives itself. */
function slaProblems({ id, goal, sla }: Objective): readonly ObjectiveProblem[] {
  if (sla === undefined || (sla.goal > 0 && sla.goal < goal)) return [];
  return [{ code: "sla", objective: id, field: "sla", text: wording.sla(id, sla.goal, goal) }];
}

function trafficProblems({ id, expectedRequestsPerSecond: rate }: Objective): readonly ObjectiveProblem[] {
  if (rate === undefined || (Number.isFinite(rate) && rate > 0)) return [];
  const text = wording.expectedTraffic(id, rate);
  return [{ code: "expectedTraffic", objective: id, field: "expectedRequestsPerSecond", text }];
}

function runbookProblems({ id, runbook }: Objective): readonly ObjectiveProblem[] {
  if (runbook === undefined || /^(https:\/\/\S+|[\w./-]+\.md(#[\w-]+)?)$/.test(runbook)) return [];
  return [{ code: "runbook", objective: id, field: "runbook", text: wording.runbook(id, runbook) }];
}
