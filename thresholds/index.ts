/** Every objective of the team: those of the services, and the floor where they say nothing. */
import { withFloor } from "../lib/core/objective/floor.ts";
import type { Objective } from "../lib/core/objective/objective.ts";
import { endpoints } from "../system/endpoints.ts";
import { apiObjectives } from "./api.ts";
import { floor } from "./floor.ts";
import { mongoObjectives } from "./mongo.ts";
import { postgresObjectives } from "./postgres.ts";

export const objectives: readonly Objective[] = withFloor(endpoints, floor, [
  ...apiObjectives,
  ...postgresObjectives,
  ...mongoObjectives,
]);
