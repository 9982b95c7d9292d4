/** Do the basic tests hold, one after another? A rate or a duration that a person sets is that of each test. */
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { basicTestExecutors, basicTestNames } from "./basic-tests.ts";

export const load: ScenarioDefinition = {
  name: "load",
  summary: "five basic tests one after another: health of each service, list and creation of users",
  defaults: { ratePerSecond: null, durationSeconds: null, warmupSeconds: 5, checkEveryNthBody: 10 },
  takes: ["parallel", "only"],
  tests: basicTestNames,

  traffic(settings, context) {
    const executors = basicTestExecutors(settings, context);
    return { executors: afterWarmup(executors, settings.warmupSeconds), ownObjectives: null };
  },
};
