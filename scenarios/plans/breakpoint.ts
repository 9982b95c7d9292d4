/**
 * At which rate does the list of users break its promises? Steps of growing rate, each judged by
 * itself, to the first that misses an objective or to the top. The rate is the top, the duration the
 * length of a step.
 */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";

export const breakpoint: ScenarioDefinition = {
  name: "breakpoint",
  summary: "steps of growing rate on the list of users, until an objective breaks or the top is reached",
  defaults: {
    ratePerSecond: 1_000,
    durationSeconds: 20,
    warmupSeconds: 5,
    checkEveryNthBody: 100,
    steps: 10,
  },
  takes: ["steps"],

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, steps, vus }, context) {
    const search = Array.from({ length: steps }, (_, index) => ({
      phase: `step_${String(index + 1).padStart(2, "0")}`,
      ratePerSecond: (ratePerSecond * (index + 1)) / steps,
    }));
    const groups = search.map((step) => [
      constantRate({ name: step.phase, ...step, sends: [once("users_list")], durationSeconds, vus }, context),
    ]);
    return {
      executors: afterWarmup(oneAfterAnother(groups), warmupSeconds),
      ownObjectives: null,
      search,
    };
  },
};
