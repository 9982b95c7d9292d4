/** Objectives of the mongo service where they are stricter than the floor. */
import { answersWithin, succeeds } from "../lib/core/objective/builders.ts";
import type { Objective } from "../lib/core/objective/objective.ts";

const promised = { service: "mongo", owner: "mongo", periodDays: 30 };

export const mongoObjectives: readonly Objective[] = [
  // Its health includes a round trip to the store.
  succeeds(promised, "mongo_health", 0.999),
  answersWithin(promised, "mongo_health", 0.25, 0.99),
];
