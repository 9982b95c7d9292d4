/** An experiment on the system of ../given.ts, of which a test varies what it is about. */
import { experiment, goals } from "../../../../lib/core/experiment/builder.ts";
import type { Experiment } from "../../../../lib/core/experiment/experiment.ts";

export function anExperiment(varied: Partial<Experiment> = {}): Experiment {
  return {
    ...experiment({
      name: "kill-shop",
      description: "A shop that is killed comes back",
      fault: { kind: "kill", services: ["shop"] },
      faultSeconds: 10,
      traffic: [{ endpoint: "items_list", ratePerSecond: 6 }],
      goals: { fault: goals(0, 2, 0.9) },
    }),
    ...varied,
  };
}
