/**
 * Every metric that a dashboard may name, with its labels: what stands in a catalogue
 * (monitoring/catalogue), which tells its source, and what the rules make of that.
 */
import { readCatalogues } from "../catalogues/catalogue.ts";
import { namesIn } from "./promql-names.ts";
import { writtenGroups, type WrittenRule } from "./recorded-rules.ts";

export type KnownMetrics = ReadonlyMap<string, ReadonlySet<string>>;

/** Prometheus adds these to whatever it scrapes. */
const ofTargets = ["instance", "job"];
/** prometheus.io/docs, "Alerting rules": ALERTS has the labels of its alert, and these. */
const ofAlerts = ["alertname", "alertstate"];

export function knownMetrics(): KnownMetrics {
  const known = new Map(exportedMetrics());
  // Recorded once a capacity was measured and is in the settings of monitoring.
  known.set("capacity:max_requests_per_second", new Set(["service", "run"]));
  const rules = writtenGroups().flatMap((group) => group.rules);
  for (const rule of rules) {
    const name = rule.record ?? "ALERTS";
    const extra = rule.record === undefined ? ofAlerts : [];
    known.set(name, new Set([...(known.get(name) ?? []), ...labelsOf(rule, known), ...extra]));
  }
  return known;
}

/** Those that the rule adds, and those that its expression groups by, or where it groups by none has from its metrics. */
function labelsOf({ expr, labels = {} }: WrittenRule, known: KnownMetrics): readonly string[] {
  const { metrics, grouping } = namesIn(expr);
  const inherited = metrics.flatMap(({ name }) => [...(known.get(name) ?? [])]);
  return [...Object.keys(labels), ...(grouping.length > 0 ? grouping : inherited)];
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
