/**
 * A project's settings for rules, routes and reports: `monitoring/settings.yaml`, and the scrape interval of
 * its `monitoring/prometheus/prometheus.yml`. Either may be missing: then the defaults hold.
 */
import { join } from "node:path";
import * as z from "zod";
import type { MonitoringSettings } from "../../core/rules/settings.ts";
import { MonitoringError, wording } from "./monitoring-error.ts";
import { readYaml } from "./read-yaml.ts";

export const settingsFile = "monitoring/settings.yaml";
export const prometheusFile = "monitoring/prometheus/prometheus.yml";

/** Prometheus' own, where its configuration says nothing. */
const defaultScrapeSeconds = 60;
const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an instant with its zone, in quotes, like "2026-11-03T22:00:00Z"',
  })
  .transform((text) => Date.parse(text) / 1000);

const schema = z.strictObject({
  grafanaUrl: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .transform((url) => url.replace(/\/+$/, ""))
    .default("http://127.0.0.1:3000"),
  environments: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w-]+$/, "must be letters, digits, - or _"),
        kind: z.enum(["live", "test"]),
      }),
    )
    .default([]),
  capacities: z
    .array(
      z.strictObject({
        service: z.string().min(1),
        requestsPerSecond: z.number().positive("must be above 0"),
        run: z.string().min(1, "must name the run that measured it"),
      }),
    )
    .default([]),
  excluded: z
    .array(
      z
        .strictObject({
          exclusion: z.string().min(1, "must be an exclusion of an SLA, in its words"),
          from: instant,
          to: instant,
          services: z
            .array(z.string().min(1))
            .min(1, "must name a service, or be left out")
            .nullable()
            .default(null),
        })
        .refine(({ from, to }) => from < to, { path: ["to"], error: "must be later than from" })
        .transform(({ exclusion, from, to, services }) => ({
          exclusion,
          startSeconds: from,
          endSeconds: to,
          services,
        })),
    )
    .default([]),
});

/** @throws MonitoringError `unreadable`, `wrongShape` (usage) */
export function readMonitoringSettings(project: string): MonitoringSettings {
  const file = join(project, settingsFile);
  const result = schema.safeParse(readYaml(file) ?? {});
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new MonitoringError("usage", "wrongShape", wording.wrongShape(file, problems));
  }
  return { ...result.data, scrapeIntervalSeconds: scrapeInterval(join(project, prometheusFile)) };
}

function scrapeInterval(file: string): number {
  const read = readYaml(file) as { readonly global?: { readonly scrape_interval?: unknown } } | null;
  const interval = read?.global?.scrape_interval;
  if (interval === undefined) return defaultScrapeSeconds;
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(typeof interval === "string" ? interval : "") ?? [];
  const seconds = Number(amount) * (unitSeconds[unit ?? ""] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new MonitoringError("usage", "wrongShape", wording.interval(file, interval));
}
