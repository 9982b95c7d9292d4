/**
 * Our api, watched as in production: a Prometheus with the generated rules, an Alertmanager with the
 * generated routes, both in a hurry, and receivers that keep what they are told.
 */
import { join } from "node:path";
import { infrastructureRules } from "../../../lib/core/rules/infrastructure/infrastructure-rules.ts";
import { alertNames, type TrafficKind } from "../../../lib/core/rules/names.ts";
import { objectiveRules } from "../../../lib/core/rules/objective-rules.ts";
import { ruleFile } from "../../../lib/core/rules/rule.ts";
import { readMonitoringSettings } from "../../../lib/node/monitoring/read-settings.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { system } from "../../../system/index.ts";
import { startOwnPrometheus, type OwnPrometheus } from "../../catalogues/own-prometheus.ts";
import { builtGoProgram } from "../../compose/go-programs.ts";
import { run } from "../../compose/run.ts";
import type { StorePlace } from "../../stores/store-place.ts";
import { openApiTraffic, type ApiTraffic } from "./api-traffic.ts";
import { startK6Page } from "./k6-page.ts";
import { startReceivers, type Notified } from "./notifications.ts";
import { startOwnAlertmanager, type OwnAlertmanager } from "./own-alertmanager.ts";
import { lengths, objectives, times } from "./shortened-objectives.ts";
import { shortenedRouting } from "./shortened-routing.ts";

export const environment = "production";
/** Of the k6 that seems to run beside it. */
export const testid = "load-7";
/** Between scrapes, and between evaluations. */
export const scrapeMs = 15_000 / times;
const resendMs = 60_000 / times;

export interface PrometheusAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly activeAt: string;
}

export interface WatchedApi {
  readonly api: ApiTraffic;
  readonly notified: Notified;
  readonly alertmanager: OwnAlertmanager;
  /** Of the one series that a query gives; null for none. */
  readonly value: (query: string) => Promise<number | null>;
  /** Burn alerts of an objective that fire. */
  readonly burning: (slo: string, traffic: TrafficKind) => Promise<readonly PrometheusAlert[]>;
}

/**
 * @param place ends the programs; `onEnd` gets what else has to end
 * @throws Error where the programs cannot be built
 */
export async function watchApi(
  place: StorePlace,
  onEnd: (end: () => Promise<void>) => void,
): Promise<WatchedApi> {
  const [alertmanagerFolder] = await Promise.all([built("alertmanager"), built("prometheus")]);
  const settings = readMonitoringSettings(installRoot());
  const api = await openApiTraffic();
  onEnd(() => api.close());
  const k6 = await startK6Page(testid);
  onEnd(() => k6.close());
  const receiversFolder = join(place.folder("receivers"), "addresses");
  const notified = await startReceivers(receiversFolder);
  onEnd(() => notified.close());
  const alertmanager = await startOwnAlertmanager(
    place,
    join(alertmanagerFolder, "alertmanager"),
    shortenedRouting(settings, times, receiversFolder),
    join(installRoot(), "monitoring/alertmanager/templates/*.tmpl"),
  );
  const rules = [
    ...Object.values(objectives).flatMap((one) => objectiveRules(one, system, settings.grafanaUrl, lengths)),
    ...infrastructureRules(settings),
  ];
  const interval = `${scrapeMs}ms`;
  const prometheus = await startOwnPrometheus(place, {
    scrapes: {
      "microservices-api": { target: api.metricsTarget, path: "/metrics" },
      k6: { target: k6.target, path: "/metrics" },
    },
    rules: ruleFile(rules),
    settings: {
      global: { scrape_interval: interval, evaluation_interval: interval, external_labels: { environment } },
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager.address] }] }] },
    },
    // What fires before Prometheus has found its Alertmanager is told with the next turn: a minute, shortened.
    flags: [`--rules.alert.resend-delay=${resendMs}ms`],
  });
  if (typeof prometheus === "string") throw new Error(prometheus);
  return { api, notified, alertmanager, ...askedOf(prometheus) };
}

/** Whether the programs can be had. */
export function canWatch(): Promise<boolean> {
  return run("go", ["version"], { env: process.env }).then(
    () => true,
    () => false,
  );
}

function built(name: "alertmanager" | "prometheus"): Promise<string> {
  return builtGoProgram(name, process.env, () => undefined);
}

function askedOf(prometheus: OwnPrometheus): Pick<WatchedApi, "value" | "burning"> {
  return {
    value: async (query) => {
      const { result } = (await prometheus.api("query", { query })) as {
        readonly result: readonly { readonly value: readonly [number, string] }[];
      };
      return result[0] === undefined ? null : Number(result[0].value[1]);
    },
    burning: async (slo, traffic) => {
      const { alerts } = (await prometheus.api("alerts", {})) as {
        readonly alerts: readonly PrometheusAlert[];
      };
      const wanted = { alertname: alertNames.burn, slo, traffic };
      return alerts.filter(({ labels }) =>
        Object.entries(wanted).every(([name, expected]) => labels[name] === expected),
      );
    },
  };
}
