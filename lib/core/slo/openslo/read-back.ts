/** The objectives in OpenSLO documents that we exported; what others wrote lacks our annotations and is none. */
import type { BadEvent, Objective } from "../../objective/objective.ts";
import type { SeverityPolicy, Sla } from "../../objective/production.ts";
import { annotationNames as own } from "./annotations.ts";

/** What of an SLO is read, checked by the specification's rules before. */
export interface ReadSlo {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly description: string;
    readonly timeWindow: readonly { readonly duration: string }[];
    readonly objectives: readonly { readonly target: number }[];
  };
}

export function objectivesIn(slos: readonly ReadSlo[]): readonly Objective[] {
  const slas = new Map(
    slos.flatMap((slo) => {
      const of = slo.metadata.annotations[own.slaOf];
      return of === undefined ? [] : [[of, slaOf(slo)] as const];
    }),
  );
  return slos
    .filter(({ metadata }) => metadata.annotations[own.id] !== undefined)
    .map((slo) => objectiveOf(slo, slas));
}

function objectiveOf({ metadata, spec }: ReadSlo, slas: ReadonlyMap<string, Sla>): Objective {
  const { annotations } = metadata;
  const [id, severity, runbook, expected] = [
    annotations[own.id] ?? "",
    annotations[own.severity],
    annotations[own.runbook],
    annotations[own.expectedRequestsPerSecond],
  ];
  const sla = slas.get(id);
  return {
    id,
    service: annotations[own.service] ?? "",
    endpoint: annotations[own.endpoint] ?? "",
    owner: annotations[own.owner] ?? "",
    goal: spec.objectives[0]?.target ?? Number.NaN,
    periodDays: Number.parseInt(spec.timeWindow[0]?.duration ?? "", 10),
    bad: badOf(annotations[own.bad] ?? ""),
    description: spec.description,
    ...(severity !== undefined && { severity: severity as SeverityPolicy }),
    ...(runbook !== undefined && { runbook }),
    ...(expected !== undefined && { expectedRequestsPerSecond: Number(expected) }),
    ...(sla !== undefined && { sla }),
  };
}

function slaOf({ metadata, spec }: ReadSlo): Sla {
  const exclusions = JSON.parse(metadata.annotations[own.exclusions] ?? "[]") as string[];
  return { goal: spec.objectives[0]?.target ?? Number.NaN, period: "calendarMonth", exclusions };
}

function badOf(text: string): BadEvent {
  const limit = /^slower than (\S+) s$/.exec(text)?.[1];
  return limit === undefined ? { kind: "errors" } : { kind: "slowerThan", limitSeconds: Number(limit) };
}
