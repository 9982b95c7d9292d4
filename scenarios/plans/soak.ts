/**
 * Does the system leak? Steady reading for a long time, with the memory, the event-loop lag and the
 * connections of each process watched. Reads only: what a test adds to the stores would grow rightly.
 */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { phaseNames } from "../../lib/core/record/names.ts";

export const soak: ScenarioDefinition = {
  name: "soak",
  summary: "steady reading of users and tasks for a long time; judged on growth, too",
  defaults: { ratePerSecond: 50, durationSeconds: 600, warmupSeconds: 30, checkEveryNthBody: 100 },
  soak: true,

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus }, context) {
    const steady = constantRate(
      {
        name: "soak",
        phase: phaseNames.main,
        sends: [once("users_list"), once("users_get"), once("tasks_list"), once("tasks_get")],
        ratePerSecond,
        durationSeconds,
        vus,
      },
      context,
    );
    return { executors: afterWarmup([steady], warmupSeconds), ownObjectives: null };
  },
};
