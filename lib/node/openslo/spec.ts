/**
 * The rules of the OpenSLO v1 specification (https://github.com/OpenSLO/OpenSLO, and the checks of its
 * go-sdk) for the kinds that we write, as a schema; fields that we don't write are not allowed.
 */
import * as z from "zod";

const longestDescription = 1050;

const dnsLabel = z
  .string()
  .max(63, "must have at most 63 characters")
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "must be a DNS label (RFC 1123)");
const duration = z.string().regex(/^[1-9]\d*[mhdwMQY]$/, "must be a duration like 5m, 30d or 1M");
const description = z.string().max(longestDescription).optional();

/** Both parts of a name may hold letters, digits and -_. between letters or digits. */
const annotations = z.record(
  z.string().regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/, "must be an annotation's name"),
  z.string(),
);

const metadata = z.strictObject({
  name: dnsLabel,
  displayName: z.string().optional(),
  annotations: annotations.default({}),
});

const metric = z.strictObject({
  metricSource: z.strictObject({
    type: z.string(),
    spec: z.record(z.string(), z.string()).refine((spec) => Object.keys(spec).length > 0),
  }),
});

/** Good or bad, not both; either needs a total. */
const ratioMetric = z
  .strictObject({ counter: z.boolean(), good: metric.optional(), bad: metric.optional(), total: metric })
  .refine(({ good, bad }) => (good === undefined) !== (bad === undefined), "must have either good or bad");

const timeWindow = z
  .strictObject({
    duration,
    isRolling: z.boolean(),
    calendar: z
      .strictObject({
        startTime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        timeZone: z.string().min(1),
      })
      .optional(),
  })
  .refine(
    ({ isRolling, calendar }) => isRolling === (calendar === undefined),
    "must have a calendar, or be rolling",
  );

const sloSpec = z.strictObject({
  description: z.string().max(longestDescription),
  service: dnsLabel,
  indicatorRef: dnsLabel,
  budgetingMethod: z.enum(["Occurrences", "Timeslices", "RatioTimeslices"]),
  timeWindow: z.array(timeWindow).length(1),
  objectives: z
    .array(z.strictObject({ displayName: z.string().optional(), target: z.number().min(0).lt(1) }))
    .min(1),
  alertPolicies: z.array(z.strictObject({ alertPolicyRef: dnsLabel })).optional(),
});

const alertPolicySpec = z.strictObject({
  description,
  alertWhenNoData: z.boolean().optional(),
  alertWhenBreaching: z.boolean().optional(),
  alertWhenResolved: z.boolean().optional(),
  conditions: z.array(z.strictObject({ conditionRef: dnsLabel })).length(1),
  notificationTargets: z.array(z.strictObject({ targetRef: dnsLabel })).min(1),
});

const alertConditionSpec = z.strictObject({
  description,
  severity: z.string().min(1),
  condition: z.strictObject({
    kind: z.literal("burnrate"),
    op: z.enum(["lt", "lte", "gt", "gte"]),
    threshold: z.number(),
    lookbackWindow: duration,
    alertAfter: duration.optional(),
  }),
});

function kind<Kind extends string, Spec extends z.ZodType>(name: Kind, spec: Spec) {
  return z.strictObject({ apiVersion: z.literal("openslo/v1"), kind: z.literal(name), metadata, spec });
}

export const openSloDocument = z.discriminatedUnion("kind", [
  kind("Service", z.strictObject({ description })),
  kind("SLI", z.strictObject({ description, ratioMetric })),
  kind("SLO", sloSpec),
  kind("AlertPolicy", alertPolicySpec),
  kind("AlertCondition", alertConditionSpec),
  kind("AlertNotificationTarget", z.strictObject({ description, target: z.string().min(1) })),
]);

export type CheckedDocument = z.infer<typeof openSloDocument>;
