/** Objectives of the api service where they are stricter than the floor. */
import { answersWithin, succeeds } from "../lib/core/objective/builders.ts";
import type { Objective } from "../lib/core/objective/objective.ts";

const promised = { service: "api", owner: "api", periodDays: 30 };

export const apiObjectives: readonly Objective[] = [
  // Goals that a run of half a minute at 50 requests a second has enough samples to decide.
  succeeds(promised, "users_list", 0.995),
  answersWithin(promised, "users_list", 0.5, 0.99),

  succeeds(promised, "users_create", 0.995),
  answersWithin(promised, "users_create", 0.75, 0.99),

  // Accepting a task is a write that lasts; working it off is nobody's wait.
  succeeds(promised, "tasks_create", 0.995),
  answersWithin(promised, "tasks_create", 0.75, 0.99),

  // Orchestrators restart a service whose health is late or wrong.
  succeeds(promised, "api_health", 0.999),
  answersWithin(promised, "api_health", 0.25, 0.99),
];
