/** Is a row kept for every request? By default only where the plan makes few enough of them. */
import type { LoadPlan } from "../../core/plan/plan.ts";
import { plannedIterations } from "../../core/plan/planned-requests.ts";
import type { RequestRows } from "../../node/config/run-settings.ts";

const ROWS_AT_MOST = 1_000_000;

export function rowsWanted(setting: RequestRows, plan: LoadPlan): boolean {
  if (setting !== "auto") return setting === "on";
  const requests = plan.executors.map(({ shape, sends }) => {
    const perIteration = sends.reduce((sum, sent) => sum + sent.requestsPerIteration, 0);
    return plannedIterations(shape) * perIteration;
  });
  return requests.reduce((sum, count) => sum + count, 0) < ROWS_AT_MOST;
}
