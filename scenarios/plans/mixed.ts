/** Does the system hold under what people really do: browse, register, plan tasks, with pauses in between? */
import { journeyMix } from "../../lib/core/plan/journeys.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { phaseNames } from "../../lib/core/record/names.ts";

/** Percent of the users. */
const weights = { browse: 60, register: 15, task: 25 };

export const mixed: ScenarioDefinition = {
  name: "mixed",
  summary: "journeys by weight: 60 % browse, 15 % register, 25 % work on a task",
  defaults: { ratePerSecond: 60, durationSeconds: 180, warmupSeconds: 5, checkEveryNthBody: 10 },

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus }, context) {
    const mix = { scenario: "mixed", phase: phaseNames.main, weights, ratePerSecond, durationSeconds, vus };
    return { executors: afterWarmup(journeyMix(mix, context), warmupSeconds), ownObjectives: null };
  },
};
