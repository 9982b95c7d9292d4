/**
 * The shape of a team's experiments. Each message is a rule that reads on from `must be`. Whether names
 * and goals fit the system is checked by lib/core/experiment.
 */
import * as z from "zod";
import type { Experiment, FaultSpec, PhaseGoals } from "../../core/experiment/experiment.ts";
import { strict } from "./shape-problems.ts";

const text = z.string("text").min(1, "text that is not empty");
const nameRule = "a name of small letters and digits, with single - between them";
const name = z.string(nameRule).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, nameRule);
const positive = z.number("a number").gt(0, "above 0");
const notNegative = z.number("a number").gte(0, "0 or more");
const wholeRule = "a whole number above 0";
const whole = z.int(wholeRule).gt(0, wholeRule);
const promisedRule = "a share from 0 (nothing is promised) to 1";
const promised = z.number(promisedRule).gte(0, promisedRule).lte(1, promisedRule);
const shareRule = "a share above 0 and at most 1";
const share = z.number(shareRule).gt(0, shareRule).lte(1, shareRule);
const errorRule = "an HTTP status between 400 and 599";
const services = z
  .array(text, "a list of names of services")
  .min(1, "a list of at least one name of a service");

const link = strict({ to: z.enum(["service", "store"], '"service" or "store"'), name: text });

const fault: z.ZodType<FaultSpec> = z.discriminatedUnion(
  "kind",
  [
    strict({ kind: z.literal("kill"), services }),
    strict({ kind: z.literal("pause"), services }),
    strict({ kind: z.literal("cpu"), workers: whole, services }),
    strict({ kind: z.literal("memory"), bytes: whole, services }),
    strict({
      kind: z.literal("latency"),
      link,
      delayMilliseconds: positive,
      jitterMilliseconds: notNegative,
    }),
    strict({ kind: z.literal("reset"), link }),
    strict({ kind: z.literal("stall"), link }),
    strict({ kind: z.literal("outage"), store: text }),
    strict({
      kind: z.literal("http"),
      service: text,
      errorShare: promised,
      status: z.int(errorRule).gte(400, errorRule).lte(599, errorRule),
      delayMilliseconds: notNegative,
    }),
  ],
  "a fault whose kind is kill, pause, cpu, memory, latency, reset, stall, outage or http",
);

const goals: z.ZodType<PhaseGoals> = strict({
  succeed: promised,
  within: strict({ seconds: positive, share: promised }),
  minimumSamples: whole,
});

const load = strict({ endpoint: text, ratePerSecond: positive, faultGoals: goals.exactOptional() });

export const experimentsSchema: z.ZodType<Experiment[]> = z.array(
  strict({
    name,
    description: text,
    fault,
    baselineSeconds: positive,
    faultSeconds: positive,
    recoverySeconds: positive,
    recoveredWithinSeconds: positive,
    repetitions: whole,
    traffic: z
      .array(load, "a list of endpoints and their rates")
      .min(1, "a list of at least one endpoint and its rate"),
    goals: strict({ baseline: goals, fault: goals, recovery: goals }),
    blastRadius: strict({ maxInstances: whole, maxShare: share }),
    stopWhen: strict({
      windowSeconds: positive,
      failedShareAbove: promised,
      prometheus: strict({ query: text, above: z.number("a number") }).nullable(),
    }),
    expectedAlert: text.nullable(),
  }),
  "a list of experiments",
);
