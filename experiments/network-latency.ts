/** Does a slow network make the system slow, and no more than slow? */
import { experiment } from "../lib/core/experiment/builder.ts";
import { slower, untouched } from "./promises.ts";
import { usersTraffic, withUntouched } from "./traffic.ts";

export const networkLatency = experiment({
  name: "network-latency",
  description: "100 ms more for each answer of PostgreSQL make what needs it slower, and break nothing",
  fault: {
    kind: "latency",
    link: { to: "store", name: "postgres" },
    delayMilliseconds: 100,
    jitterMilliseconds: 10,
  },
  faultSeconds: 30,
  traffic: withUntouched(usersTraffic, untouched, "api_health"),
  goals: { fault: slower },
});
