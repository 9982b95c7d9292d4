/**
 * Objectives as OpenSLO v1 documents. What the specification has no word for is in annotations with our own
 * prefix, so that the objectives can be read back. An alert of ours needs two windows and a least count;
 * a condition has one window: the long one is exported, the rest annotated. An SLA is an SLO of its own,
 * because its window is another one.
 */
import type { BadEvent, Objective } from "../../objective/objective.ts";
import { type BurnAlert, burnAlertsOf } from "../../rules/burn-alert.ts";
import { type RawCounters, rawCountersOf } from "../../rules/indicator.ts";
import { leastBadEvents } from "../../rules/windows.ts";
import { endpointNamed, type SystemDescription } from "../../system/system.ts";
import { annotationNames as own } from "./annotations.ts";

export interface OpenSloDocument {
  readonly apiVersion: "openslo/v1";
  readonly kind: "Service" | "SLI" | "SLO" | "AlertPolicy" | "AlertCondition" | "AlertNotificationTarget";
  readonly metadata: {
    /** A DNS label (RFC 1123). */
    readonly name: string;
    readonly displayName: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

const apiVersion = "openslo/v1";

/** Any month: only its first day and its zone are looked at. */
const firstOfSomeMonth = { startTime: "2026-01-01 00:00:00", timeZone: "UTC" };

/** @param objectives with goals below 1 */
export function openSloDocuments(
  objectives: readonly Objective[],
  system: SystemDescription,
): readonly OpenSloDocument[] {
  return [
    ...system.services.map(({ name, description }) => document("Service", name, { description })),
    ...(["page", "ticket"] as const).map(notificationTarget),
    ...objectives.flatMap((objective) => [
      indicator(objective, rawCountersOf(objective, endpointNamed(system, objective.endpoint))),
      ...burnAlertsOf(objective).alerts.flatMap((alert) => alertDocuments(objective, alert)),
      slo(objective),
      ...slaDocuments(objective),
    ]),
  ];
}

/** `users_list-errors` is `users-list-errors`. */
export function dnsLabel(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .replace(/^-+|-+$/g, "");
}

function document(
  kind: OpenSloDocument["kind"],
  displayName: string,
  spec: OpenSloDocument["spec"],
  annotations: Readonly<Record<string, string>> = {},
): OpenSloDocument {
  const noted = Object.keys(annotations).length === 0 ? {} : { annotations };
  return { apiVersion, kind, metadata: { name: dnsLabel(displayName), displayName, ...noted }, spec };
}

function notificationTarget(severity: BurnAlert["severity"]): OpenSloDocument {
  const description = severity === "page" ? "wakes somebody" : "opens a ticket";
  return document("AlertNotificationTarget", severity, { target: severity, description });
}

function indicator({ id, description }: Objective, { all, part, partIs }: RawCounters): OpenSloDocument {
  const metric = (query: string) => ({ metricSource: { type: "Prometheus", spec: { query } } });
  const ratioMetric = { counter: true, [partIs]: metric(part), total: metric(all) };
  return document("SLI", id, { description, ratioMetric });
}

function alertDocuments({ id }: Objective, alert: BurnAlert): readonly OpenSloDocument[] {
  const name = `${id}-${alert.long}`;
  const condition = { kind: "burnrate", op: "gt", threshold: alert.factor, lookbackWindow: alert.long };
  return [
    document("AlertCondition", name, { severity: alert.severity, condition }),
    document(
      "AlertPolicy",
      name,
      {
        alertWhenBreaching: true,
        alertWhenResolved: true,
        conditions: [{ conditionRef: dnsLabel(name) }],
        notificationTargets: [{ targetRef: alert.severity }],
      },
      { [own.shortWindow]: alert.short, [own.leastBadEvents]: String(leastBadEvents) },
    ),
  ];
}

function slo(objective: Objective): OpenSloDocument {
  const { id, description, service, goal, periodDays } = objective;
  const policies = burnAlertsOf(objective).alerts.map(({ long }) => dnsLabel(`${id}-${long}`));
  return document(
    "SLO",
    id,
    {
      description,
      service: dnsLabel(service),
      indicatorRef: dnsLabel(id),
      budgetingMethod: "Occurrences",
      timeWindow: [{ duration: `${periodDays}d`, isRolling: true }],
      objectives: [{ displayName: id, target: goal }],
      alertPolicies: policies.map((alertPolicyRef) => ({ alertPolicyRef })),
    },
    annotationsOf(objective),
  );
}

function slaDocuments({ id, description, service, sla }: Objective): readonly OpenSloDocument[] {
  if (sla === undefined) return [];
  const name = `${id}-sla`;
  const spec = {
    description,
    service: dnsLabel(service),
    indicatorRef: dnsLabel(id),
    budgetingMethod: "Occurrences",
    timeWindow: [{ duration: "1M", isRolling: false, calendar: firstOfSomeMonth }],
    objectives: [{ displayName: name, target: sla.goal }],
  };
  return [document("SLO", name, spec, { [own.slaOf]: id, [own.exclusions]: JSON.stringify(sla.exclusions) })];
}

function annotationsOf(objective: Objective): Readonly<Record<string, string>> {
  const { id, service, endpoint, owner, bad, severity, runbook, expectedRequestsPerSecond } = objective;
  return {
    [own.id]: id,
    [own.service]: service,
    [own.endpoint]: endpoint,
    [own.owner]: owner,
    [own.bad]: badInWords(bad),
    ...(severity !== undefined && { [own.severity]: severity }),
    ...(runbook !== undefined && { [own.runbook]: runbook }),
    ...(expectedRequestsPerSecond !== undefined && {
      [own.expectedRequestsPerSecond]: String(expectedRequestsPerSecond),
    }),
  };
}

function badInWords(bad: BadEvent): string {
  return bad.kind === "errors" ? "errors" : `slower than ${bad.limitSeconds} s`;
}
