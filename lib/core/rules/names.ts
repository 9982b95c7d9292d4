/**
 * Names that rules, their tests, dashboards and reports must agree on. All of an objective's series
 * carry `slo` (its id), `service`, `slo_endpoint` (its name) and `owner`, and those of events `traffic`; `environment` is Prometheus' external label.
 */
import type { WindowText } from "./windows.ts";

/** Recorded series of every objective. */
export const sloMetrics = {
  /** Events per second, by window. */
  total: (window: WindowText) => `slo:events_total:rate${window}`,
  bad: (window: WindowText) => `slo:events_bad:rate${window}`,
  /** Bad events over all events; absent where there were none. */
  errorRatio: (window: WindowText) => `slo:error_ratio:rate${window}`,
  /** Events of five minutes, recorded every five minutes: their sums are counts. */
  totalStep: "slo:events_total:increase5m",
  badStep: "slo:events_bad:increase5m",
  /** Events of the objective's whole period, of users alone. */
  totalOfPeriod: "slo:events_total:period",
  badOfPeriod: "slo:events_bad:period",
  errorRatioOfPeriod: "slo:error_ratio:period",
  /** 1: nothing spent; 0: all of it; below 0: missed. */
  budgetRemaining: "slo:budget_remaining:ratio",
  goal: "slo:objective:ratio",
} as const;

/** What the services must export (docs/metrics.md). */
export const serviceMetrics = {
  requests: "http_requests_total",
  duration: "http_request_duration_seconds",
} as const;

export const alertNames = {
  burn: "ErrorBudgetBurn",
  absent: "SloMetricAbsent",
  serviceDown: "ServiceDown",
  dependencyDown: "DependencyDown",
  loadTest: "LoadTestRunning",
  watchdog: "Watchdog",
} as const;

export const severities = { page: "page", ticket: "ticket", none: "none" } as const;

export const traffics = { user: "user", synthetic: "synthetic" } as const;
export type TrafficKind = (typeof traffics)[keyof typeof traffics];

/** What counts against production's budget. A service that does not tell traffic apart has users only. */
export const notSynthetic = `traffic!="${traffics.synthetic}"`;

/** Uids of the dashboards that alerts link to. */
export const dashboardUids = {
  slo: "tidemark-slo",
  run: "tidemark-k6-run",
  service: "tidemark-service",
} as const;
