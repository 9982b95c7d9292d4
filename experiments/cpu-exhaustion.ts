/** Does the system stay usable while others take its processors? */
import { experiment } from "../lib/core/experiment/builder.ts";
import { slower } from "./promises.ts";
import { readingTraffic } from "./traffic.ts";

const services = ["api", "postgres", "mongo"];

export const cpuExhaustion = experiment({
  name: "cpu-exhaustion",
  description:
    "Four workers that compete for the processors for a minute make the system slower, and break nothing",
  fault: { kind: "cpu", workers: 4, services },
  faultSeconds: 60,
  traffic: readingTraffic,
  goals: { fault: slower },
  // Processors that the services share are taken from all of them at once.
  blastRadius: { maxInstances: services.length, maxShare: 1 },
});
