/** The system under test, as the engine reads it. */
import type { SystemDescription } from "../lib/core/system/system.ts";
import { endpoints } from "./endpoints.ts";
import { journeys } from "./journeys.ts";
import { leftovers } from "./leftovers.ts";
import { services } from "./services.ts";

export { behaviour } from "./behaviour.ts";

export const system: SystemDescription = { services, endpoints, journeys, leftovers };
