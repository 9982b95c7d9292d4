/** Does a service that stands still, and neither answers nor refuses, hold up those that need it? */
import { experiment, goals } from "../lib/core/experiment/builder.ts";
import { everyEndpoint } from "./traffic.ts";

/** Shorter than the 10 s after which a request is given up, so that what waited is answered in the end. */
const FAULT_SECONDS = 6;
/** A request waits for the whole pause at worst, and half a second of the traffic is answered at once then. */
const answeredAfterwards = goals(0, FAULT_SECONDS + 2, 0.9);

export const pause = experiment({
  name: "pause",
  description: "A service that stands still for 6 s goes on where it was, and answers whoever waited",
  fault: { kind: "pause", services: ["api", "postgres", "mongo"] },
  faultSeconds: FAULT_SECONDS,
  traffic: everyEndpoint,
  goals: { fault: answeredAfterwards },
});
