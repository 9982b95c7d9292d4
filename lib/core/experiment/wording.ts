/** What can be wrong with an experiment, said so that it reads on from its name and field: rule, received, remedy. */
import { nearestName } from "../record/nearest-name.ts";
import { GOOD_SECONDS } from "./probe.ts";

export const wording = {
  repeatedExperiment: (name: string) =>
    `the name of an experiment must be unique, got "${name}" twice; rename one`,
  unknownService: (name: string, known: readonly string[]) => unknown("a service of the system", name, known),
  unknownEndpoint: (name: string, known: readonly string[]) =>
    unknown("an endpoint of the system that can be sent without a journey", name, known),
  unknownAlert: (name: string, known: readonly string[]) =>
    unknown("null, or an alert of the rules", name, known),
  repeatedEndpoint: (name: string) =>
    `must name each endpoint once, got "${name}" twice; add their rates up, or leave one out`,
  tooFewAsked: (asked: number, needed: number) =>
    `minimumSamples must be at least ${needed}, which these goals take at 95 % confidence, got ${asked}; ` +
    `raise it, or write goals(succeed, seconds, share), which works it out`,
  tooFewSamples: (endpoint: string, planned: number, needed: number) =>
    `must be goals that the planned requests can decide: ${endpoint} gets ${planned} in the phase, and ${needed} are needed; ` +
    `raise its rate, make the phase longer, or lower the goal`,
  limitBeyondTimeout: (endpoint: string, seconds: number, timeoutSeconds: number) =>
    `within.seconds must be below the timeout of ${endpoint} (${timeoutSeconds} s), got ${seconds}; what takes longer is given up ` +
    `and never seen: lower the limit, or raise the timeout in system/`,
  watchedTooShortly: (watched: number, needed: number, from: "undo" | "injection") =>
    `the system must be watched for recoveredWithinSeconds, counted from the ${from}, and ${GOOD_SECONDS} s more: ${needed} s, got ${watched} s; ` +
    `make the phase longer, or lower recoveredWithinSeconds`,
} as const;

function unknown(rule: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const meant = nearest === null ? "" : `, did you mean ${nearest}?`;
  return `must be ${rule}, got "${name}"${meant}; known: ${known.join(", ") || "none"}`;
}
