/**
 * Does a service that dies come back, without harm to those that need it? One at random, three times.
 * Each service has one instance where the system runs by itself, so that its own endpoints fail.
 */
import { experiment } from "../lib/core/experiment/builder.ts";
import { refusedSoon } from "./promises.ts";
import { everyEndpoint } from "./traffic.ts";

export const killService = experiment({
  name: "kill-service",
  description:
    "A service that is killed and started again after 10 s answers on every endpoint within 30 s, and nobody hangs meanwhile",
  fault: { kind: "kill", services: ["api", "postgres", "mongo"] },
  repetitions: 3,
  faultSeconds: 10,
  recoveredWithinSeconds: 30,
  traffic: everyEndpoint,
  goals: { fault: refusedSoon },
});
