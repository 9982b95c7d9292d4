/** What k6 runs for the plan of the same name (`scenarios/plans/`). */
import { k6Scenario } from "../lib/k6/k6-scenario.ts";
import { behaviour, system } from "../system/index.ts";

export const { options, iteration, handleSummary } = k6Scenario(system, behaviour);
