/**
 * Does the system keep its degraded objectives while something is broken on purpose, and is it soon
 * itself again? The load of the experiments, one after another; the faults are the director's.
 */
import { experiments } from "../../experiments/index.ts";
import { chaosTraffic } from "../../lib/core/plan/chaos-traffic.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";

/** Of all experiments; the others are run by name. */
const BY_DEFAULT = 3;
const names = experiments.map(({ name }) => name);

export const chaos: ScenarioDefinition = {
  name: "chaos",
  summary: `baseline, fault and recovery of ${names.slice(0, BY_DEFAULT).join(", ")}, or of the experiments that are named`,
  // The duration is that of each fault, the rate that to each endpoint.
  defaults: { ratePerSecond: null, durationSeconds: null, warmupSeconds: 5, checkEveryNthBody: 10 },
  takes: ["only"],
  tests: names,

  traffic(settings, context) {
    const wanted = settings.only ?? names.slice(0, BY_DEFAULT);
    const picked = experiments.filter(({ name }) => wanted.includes(name));
    return chaosTraffic(picked, settings, context);
  },
};
