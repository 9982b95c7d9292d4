/** What every endpoint owes its callers: fewer than 1 % errors, and 95 % within a second. */
import { answersWithin, succeeds } from "../lib/core/objective/builders.ts";
import type { Floor } from "../lib/core/objective/floor.ts";

export const floor: Floor = ({ service, name }) => {
  const promised = { service, owner: service, periodDays: 30 };
  return [succeeds(promised, name, 0.99), answersWithin(promised, name, 1, 0.95)];
};
