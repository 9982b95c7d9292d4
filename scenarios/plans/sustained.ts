/** Does the list of users keep its promises under steady traffic? */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { phaseNames } from "../../lib/core/record/names.ts";

export const sustained: ScenarioDefinition = {
  name: "sustained",
  summary: "steady traffic on the list of users, judged by the team's objectives",
  // 600 of its 30,000 bodies: enough to notice one wrong body in a hundred, at a cost that hardly shows.
  defaults: { ratePerSecond: 100, durationSeconds: 300, warmupSeconds: 5, checkEveryNthBody: 50 },

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus }, context) {
    const steady = constantRate(
      {
        name: "sustained",
        phase: phaseNames.main,
        sends: [once("users_list")],
        ratePerSecond,
        durationSeconds,
        vus,
      },
      context,
    );
    return { executors: afterWarmup([steady], warmupSeconds), ownObjectives: null };
  },
};
