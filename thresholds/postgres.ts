/** Objectives of the postgres service where they are stricter than the floor. */
import { answersWithin, succeeds } from "../lib/core/objective/builders.ts";
import type { Objective } from "../lib/core/objective/objective.ts";

const promised = { service: "postgres", owner: "postgres", periodDays: 30 };

export const postgresObjectives: readonly Objective[] = [
  // Its health includes a round trip to the store.
  succeeds(promised, "postgres_health", 0.999),
  answersWithin(promised, "postgres_health", 0.25, 0.99),
];
