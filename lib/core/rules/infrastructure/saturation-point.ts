/**
 * A resource that runs full, as data: how full it is, and a soft and a hard limit. From it follow
 * a recorded series `saturation:<id>` for dashboards, and two alerts with their tests.
 */
import { steady } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";
import type { RecordingRule } from "../rule.ts";
import { decimal } from "../burn-alert.ts";
import { minutes, type Example, type InfrastructureAlert, type Level } from "./infrastructure-alert.ts";

export interface Limit {
  readonly above: number;
  readonly forSeconds: number;
  readonly severity: "page" | "ticket";
}

export interface SaturationPoint {
  readonly id: string;
  readonly alert: string;
  readonly component: string;
  /** "connections of PostgreSQL in use", for summaries and panels. */
  readonly title: string;
  /** What happens when it is full, and what helps. */
  readonly description: string;
  /** A ratio from 0 to 1, a whole number of things, or seconds. */
  readonly unit: "ratio" | "count" | "seconds";
  readonly expr: string;
  readonly soft: Limit;
  readonly hard: Limit;
  /** Series of that many steps of a minute which make the point be at `value`. */
  readonly series: (value: number, steps: number) => readonly Series[];
  /** What else is to be recorded, beside the limits. */
  readonly records?: readonly RecordedExample[];
}

/** Series of steps of a minute, and the value that the point has then: null where there is none; at most 1. */
export interface RecordedExample {
  readonly with: string;
  readonly series: readonly Series[];
  readonly atStep: number;
  readonly value: number | null;
}

export function saturationMetric({ id, unit }: Pick<SaturationPoint, "id" | "unit">): string {
  return `saturation:${id}:${unit}`;
}

export function pointRule(point: SaturationPoint): RecordingRule {
  return { record: saturationMetric(point), expr: point.expr, labels: { component: point.component } };
}

export function pointAlerts(point: SaturationPoint): readonly InfrastructureAlert[] {
  return [pointAlert(point, "soft", point.soft), pointAlert(point, "hard", point.hard)];
}

function pointAlert(point: SaturationPoint, level: Level, limit: Limit): InfrastructureAlert {
  const { alert, component, title, description } = point;
  const { above, forSeconds, severity } = limit;
  return {
    alert,
    component,
    level,
    severity,
    expr: `${saturationMetric(point)} > ${above}`,
    forSeconds,
    summary: `${title}: above ${above}`,
    description,
    fires: [at(point, limit, justAbove(point, above))],
    nearMisses: [at(point, limit, justBelow(point, above)), exactlyAt(point, limit)],
  };
}

function at(point: SaturationPoint, { forSeconds }: Limit, value: number): Example {
  return minutes(forSeconds, `${value} (${point.unit})`, (steps) => point.series(value, steps));
}

/** Given as recorded: no arithmetic of series would come out at the limit without rounding. */
function exactlyAt(point: SaturationPoint, { above, forSeconds }: Limit): Example {
  return minutes(forSeconds, `exactly ${above} (${point.unit})`, (steps) => [
    { series: saturationMetric(point), values: steady(above, steps) },
  ]);
}

function justAbove({ unit }: SaturationPoint, above: number): number {
  return unit === "count"
    ? above + Math.max(1, Math.floor(above * 0.05))
    : decimal(above + 0.05 * (unit === "ratio" ? 1 - above : above));
}

function justBelow({ unit }: SaturationPoint, above: number): number {
  // Of few things the limit itself is the nearest that is not above it.
  return unit === "count" ? above - Math.floor(above * 0.05) : decimal(above * 0.95);
}
