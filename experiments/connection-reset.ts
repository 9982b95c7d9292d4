/** Are connections that break replaced by new ones, and what broke with them reported as broken? */
import { experiment } from "../lib/core/experiment/builder.ts";
import { refusedSoon, untouched } from "./promises.ts";
import { usersTraffic, withUntouched } from "./traffic.ts";

export const connectionReset = experiment({
  name: "connection-reset",
  description:
    "While connections to PostgreSQL are reset, users are refused soon; afterwards all is well by itself",
  fault: { kind: "reset", link: { to: "store", name: "postgres" } },
  faultSeconds: 20,
  traffic: withUntouched(usersTraffic, untouched, "api_health"),
  goals: { fault: refusedSoon },
});
