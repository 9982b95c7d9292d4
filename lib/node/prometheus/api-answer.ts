/** The shapes of Prometheus' HTTP API v1, checked: what comes from outside may be anything. */
import * as z from "zod";

export const envelope = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success"),
    data: z.unknown(),
    warnings: z.array(z.string()).default([]),
    infos: z.array(z.string()).default([]),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

const labels = z.record(z.string(), z.string());

/** Numbers travel as text, so that NaN and the infinities can. */
const number = z.string().transform((text, context) => {
  const value = text === "NaN" ? Number.NaN : Number(text.replace("Inf", "Infinity"));
  if (text.trim() !== "" && (text === "NaN" || !Number.isNaN(value))) return value;
  context.addIssue({ code: "custom", message: "not a number" });
  return z.NEVER;
});

const point = z.tuple([z.number(), number]);

export const instantData = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: labels, value: point.optional() })),
  }),
  z.object({ resultType: z.literal("scalar"), result: point }),
  z.object({ resultType: z.enum(["matrix", "string"]) }),
]);

export const rangeData = z.object({
  resultType: z.literal("matrix"),
  result: z.array(
    z.object({
      metric: labels,
      values: z.array(point).default([]),
      histograms: z.array(z.unknown()).default([]),
    }),
  ),
});

export const seriesData = z.array(labels);
