/** `tidemark/k6`: what an entry in `scenarios/` of a project in a folder of its own needs. */
export { k6Scenario, type K6Exports } from "./k6-scenario.ts";
