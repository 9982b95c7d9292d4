/** Does the system stay usable while others take its memory? */
import { experiment } from "../lib/core/experiment/builder.ts";
import { slower } from "./promises.ts";
import { readingTraffic } from "./traffic.ts";

const MEBIBYTE = 2 ** 20;
const services = ["api", "postgres", "mongo"];

export const memoryPressure = experiment({
  name: "memory-pressure",
  description: "256 MiB less of memory make the system slower at worst, and break nothing",
  fault: { kind: "memory", bytes: 256 * MEBIBYTE, services },
  faultSeconds: 30,
  traffic: readingTraffic,
  goals: { fault: slower },
  // Memory that the services share is taken from all of them at once.
  blastRadius: { maxInstances: services.length, maxShare: 1 },
});
