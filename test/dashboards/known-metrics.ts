/**
 * Every metric that a dashboard may name, with its labels: what the rules record, what Prometheus
 * itself makes, and what stands in a catalogue (monitoring/catalogue), which tells its source.
 */
import { sloMetrics } from "../../lib/core/rules/names.ts";
import { windowTexts } from "../../lib/core/rules/windows.ts";
import { saturationPoints } from "../../scripts/saturation-points.ts";
import { readCatalogues } from "../catalogues/catalogue.ts";
import { namesIn } from "./promql-names.ts";

export type KnownMetrics = ReadonlyMap<string, ReadonlySet<string>>;

/** Prometheus adds these to whatever it scrapes. */
const ofTargets = ["instance", "job"];
/** docs.prometheus.io, "Alerting rules": ALERTS has the labels of its alert, which are the objective's and these. */
const ofAlerts = ["alertname", "alertstate", "severity", "window", "testid"];
const ofObjectives = ["slo", "service", "endpoint", "owner"];

export function knownMetrics(): KnownMetrics {
  const exported = exportedMetrics();
  return new Map([...exported, ...recordedObjectives(), ...recordedSaturation(exported)]);
}

function exportedMetrics(): KnownMetrics {
  const known = new Map<string, ReadonlySet<string>>();
  for (const { job, metrics } of readCatalogues()) {
    const added = job === "k6" ? [] : ofTargets;
    for (const { name, type, labels } of metrics) {
      for (const sample of samplesOf(name, type, job)) {
        const own = [...labels, ...added, ...(sample.endsWith("_bucket") ? ["le"] : [])];
        known.set(sample, new Set([...(known.get(sample) ?? []), ...own]));
      }
    }
  }
  return known;
}

/** A native histogram is one series; a classic one is three. */
function samplesOf(name: string, type: string, job: string): readonly string[] {
  if (type === "histogram" && job !== "k6") return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
  return type === "summary" ? [name, `${name}_sum`, `${name}_count`] : [name];
}

function recordedObjectives(): KnownMetrics {
  const byTraffic = [
    ...windowTexts.flatMap((window) => [sloMetrics.total(window), sloMetrics.bad(window), sloMetrics.errorRatio(window)]),
    ...[sloMetrics.totalOfPeriod, sloMetrics.badOfPeriod, sloMetrics.errorRatioOfPeriod, sloMetrics.budgetRemaining],
  ];
  return new Map([
    ...byTraffic.map((name) => [name, new Set([...ofObjectives, "traffic"])] as const),
    [sloMetrics.goal, new Set(ofObjectives)],
    ["ALERTS", new Set([...ofObjectives, ...ofAlerts, "traffic"])],
  ]);
}

/** A point keeps the labels that its expression groups by, or where it groups by none those of its metrics. */
function recordedSaturation(exported: KnownMetrics): KnownMetrics {
  const capacity = ["capacity:max_requests_per_second", new Set(["service", "run"])] as const;
  const points = saturationPoints.map(({ id, unit, expr }) => {
    const { metrics, grouping } = namesIn(expr);
    const inherited = metrics.flatMap(({ name }) => [...(exported.get(name) ?? [])]);
    return [`saturation:${id}:${unit}`, new Set([...(grouping.length > 0 ? grouping : inherited), "component"])] as const;
  });
  return new Map([capacity, ...points]);
}
