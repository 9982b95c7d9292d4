/**
 * The page `/business-metrics` of the public service: what it counts itself, and what the services
 * that own the rest tell, asked when somebody asks here. A number is told once in the whole system
 * and by whom it was observed (`service`); nothing is remembered, so that an owner that does not
 * answer in time leaves a gap, and `business_metrics_source_up` 0, instead of old numbers.
 */
import { businessNames } from "../shared/metrics-definitions.ts";
import type { MetricsCollector } from "../shared/metrics.ts";

export interface BusinessSource {
  readonly name: string;
  /** Of the owner's metrics listener. */
  readonly url: string;
}

const largestAnswerBytes = 1024 * 1024;

/** Whether its sources are up is each service's own affair. */
const relayed = new Set(businessNames.filter((name) => name !== "business_metrics_source_up"));

export async function businessMetrics(
  metrics: MetricsCollector,
  sources: readonly BusinessSource[],
  deadlineMs: number,
): Promise<string> {
  const told = await Promise.all(sources.map((source) => ask(source, metrics, deadlineMs)));
  return merge([await metrics.text("business"), ...told.map(passedOn)]);
}

async function ask(
  { name, url }: BusinessSource,
  metrics: MetricsCollector,
  deadlineMs: number,
): Promise<string> {
  try {
    const answer = await fetch(`${url}/business-metrics`, { signal: AbortSignal.timeout(deadlineMs) });
    const text = await answer.text();
    const usable = answer.status === 200 && text.length <= largestAnswerBytes;
    metrics.set("business_metrics_source_up", { source: name }, usable ? 1 : 0);
    return usable ? text : "";
  } catch {
    metrics.set("business_metrics_source_up", { source: name }, 0);
    return "";
  }
}

/** Families of the contract, as they were told; anything else stays where it is. */
function passedOn(text: string): string {
  const families = text.split(/^(?=# HELP )/m);
  return families.filter((family) => relayed.has(nameOf(family))).join("");
}

/** Families that several tell come once, with the samples of all. */
function merge(texts: readonly string[]): string {
  const families = new Map<string, { readonly about: readonly string[]; readonly samples: string[] }>();
  for (const family of texts.flatMap((text) => text.split(/^(?=# HELP )/m)).filter((one) => one !== "")) {
    const lines = family.split("\n").filter((line) => line !== "");
    const about = lines.filter((line) => line.startsWith("#"));
    const samples = lines.filter((line) => !line.startsWith("#"));
    const known = families.get(nameOf(family));
    if (known === undefined) families.set(nameOf(family), { about, samples });
    else known.samples.push(...samples);
  }
  return [...families.values()].map(({ about, samples }) => [...about, ...samples, ""].join("\n")).join("\n");
}

function nameOf(family: string): string {
  return /^# HELP (\S+) /.exec(family)?.[1] ?? "";
}
