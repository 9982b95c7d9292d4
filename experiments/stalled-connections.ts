/** Is a store that takes requests and answers none given up on in time? The hardest fault to notice. */
import { experiment } from "../lib/core/experiment/builder.ts";
import { refusedSoon, untouched } from "./promises.ts";
import { usersTraffic, withUntouched } from "./traffic.ts";

export const stalledConnections = experiment({
  name: "stalled-connections",
  description: "While connections to PostgreSQL carry nothing, nobody hangs: users are refused in time",
  fault: { kind: "stall", link: { to: "store", name: "postgres" } },
  faultSeconds: 20,
  traffic: withUntouched(usersTraffic, untouched, "api_health"),
  goals: { fault: refusedSoon },
});
