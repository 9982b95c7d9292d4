/** Does an instance that fails some of its requests cost its callers no more than those? */
import { experiment, goals } from "../lib/core/experiment/builder.ts";
import { untouched } from "./promises.ts";
import { everyEndpoint, withUntouched } from "./traffic.ts";

const ERROR_SHARE = 0.1;
/** Of its own requests the share that fails, and as much again by chance. */
const partlyFailing = goals(1 - 2 * ERROR_SHARE, 2, 0.9);

export const httpErrors = experiment({
  name: "http-errors",
  description:
    "An api that answers a tenth of its requests with 503, and all of them 100 ms later, fails no others",
  fault: { kind: "http", service: "api", errorShare: ERROR_SHARE, status: 503, delayMilliseconds: 100 },
  faultSeconds: 60,
  traffic: withUntouched(
    everyEndpoint,
    untouched,
    ...["postgres_health", "postgres_users", "mongo_health", "mongo_tasks"],
  ),
  goals: { fault: partlyFailing },
});
