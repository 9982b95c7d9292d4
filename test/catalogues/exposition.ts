/**
 * Names, types and labels of metrics in a page of Prometheus' text format. Lenient, unlike
 * test/support/prometheus-text.ts: other people's exporters tell NaN, and tell things twice.
 */
import type { ExportedMetric } from "./catalogue.ts";

const typeLine = /^# TYPE (\S+) (\S+)$/;
const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+/;
const labelName = /([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g;
/** Of the exporter's own process, in every Go program. */
const own = /^(go_|promhttp_|process_)/;
/** What the samples of a family carry besides its labels. */
const ofForm: Readonly<Record<string, string>> = { histogram: "le", summary: "quantile" };

/** @param ignored names that are none of the catalogue's */
export function metricsOfPage(text: string, ignored = own): ExportedMetric[] {
  const families = new Map<string, { type: string; labels: Set<string> }>();
  for (const line of text.split("\n")) {
    const [, name, type] = typeLine.exec(line) ?? [];
    if (name !== undefined && type !== undefined) families.set(name, { type, labels: new Set() });
    const [, sample, labels = ""] = sampleLine.exec(line) ?? [];
    if (sample === undefined) continue;
    const family = families.get(sample) ?? families.get(sample.replace(/_(bucket|sum|count)$/, ""));
    for (const [, label = ""] of labels.matchAll(labelName)) family?.labels.add(label);
  }
  return [...families]
    .filter(([name]) => !ignored.test(name))
    .map(([name, { type, labels }]) => ({
      name,
      type,
      labels: [...labels].filter((label) => label !== ofForm[type]).sort(),
    }));
}

/** The same metrics on several pages, with the labels that any of them has. */
export function merged(metrics: readonly ExportedMetric[]): ExportedMetric[] {
  const byName = new Map<string, ExportedMetric>();
  for (const metric of metrics) {
    const labels = new Set([...(byName.get(metric.name)?.labels ?? []), ...metric.labels]);
    byName.set(metric.name, { ...metric, labels: [...labels].sort() });
  }
  return [...byName.values()];
}
