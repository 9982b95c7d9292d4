/** `tidemark/objective`: what a project in a folder of its own needs to state its objectives. */
export { answersWithin, succeeds, type OwnTerms, type Promised } from "./builders.ts";
export { withFloor, type Floor } from "./floor.ts";
export type { BadEvent, Objective, Ratio } from "./objective.ts";
export { perCalendarMonth, type ProductionTerms, type SeverityPolicy, type Sla } from "./production.ts";
