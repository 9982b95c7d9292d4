/**
 * Reads a page in Prometheus' text format (0.0.4, and what OpenMetrics has beyond it: time stamps and
 * exemplars are passed over). A page may come from any service, so a line that is no sample is skipped,
 * and so is one without a finite value. The packages that parse the format fold series into objects
 * and lose the labels of histograms on the way.
 */
import type { MetricSample } from "../../core/analysis/metric-sample.ts";

const label = '([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\\]|\\\\.)*)"';
const sample = new RegExp(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:\\s*${label}\\s*,?)*)\\s*\\})?\\s+(\\S+)`);

export function readMetricsPage(text: string): MetricSample[] {
  return text.split("\n").flatMap((line) => sampleOf(line) ?? []);
}

function sampleOf(line: string): MetricSample | null {
  const read = sample.exec(line);
  if (read === null) return null;
  const value = Number(read.at(-1));
  return Number.isFinite(value) ? { name: read[1] ?? "", labels: labelsOf(read[2] ?? ""), value } : null;
}

function labelsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(new RegExp(label, "g"))];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, unescaped(value)]));
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_whole, escaped: string) => (escaped === "n" ? "\n" : escaped));
}
