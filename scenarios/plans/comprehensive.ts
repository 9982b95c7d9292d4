/** The basic tests, then steady traffic: six tests in one run, with one verdict. */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { basicTestExecutors } from "./basic-tests.ts";
import { sustained } from "./sustained.ts";

export const comprehensive: ScenarioDefinition = {
  name: "comprehensive",
  summary: "load, then sustained, as one run of six tests",
  defaults: { ratePerSecond: null, durationSeconds: null, warmupSeconds: 5, checkEveryNthBody: 10 },

  traffic(settings, context) {
    const { asked, vus, warmupSeconds } = settings;
    const steady = constantRate(
      {
        name: "sustained",
        phase: "sustained",
        sends: [once("users_list")],
        ratePerSecond: asked.ratePerSecond ?? sustained.defaults.ratePerSecond ?? 0,
        durationSeconds: asked.durationSeconds ?? sustained.defaults.durationSeconds ?? 0,
        vus,
      },
      context,
    );
    const executors = oneAfterAnother([basicTestExecutors(settings, context), [steady]]);
    return { executors: afterWarmup(executors, warmupSeconds), ownObjectives: null };
  },
};
