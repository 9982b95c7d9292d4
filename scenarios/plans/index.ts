/** Every scenario that `tidemark run` knows, in the order of `--help`. */
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { breakpoint } from "./breakpoint.ts";
import { burst } from "./burst.ts";
import { chaos } from "./chaos.ts";
import { comprehensive } from "./comprehensive.ts";
import { database } from "./database.ts";
import { load } from "./load.ts";
import { mixed } from "./mixed.ts";
import { ramp } from "./ramp.ts";
import { smoke } from "./smoke.ts";
import { soak } from "./soak.ts";
import { stress } from "./stress.ts";
import { sustained } from "./sustained.ts";

export const scenarios: readonly ScenarioDefinition[] = [
  smoke,
  load,
  comprehensive,
  ramp,
  sustained,
  burst,
  stress,
  database,
  mixed,
  soak,
  breakpoint,
  chaos,
];
