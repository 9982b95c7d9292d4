/** Whether there is anybody to tell: services, stores and exporters that cannot be reached. */
import { steady } from "../promtool/series-values.ts";
import { alertNames } from "../names.ts";
import { minutes, type Example, type InfrastructureAlert } from "./infrastructure-alert.ts";

const component = "targets";
const serviceJobs = "microservices-.*";
const service = 'up{job="microservices-api",instance="api:9090"}';
const exporter = 'up{job="node-exporter",instance="node:9100"}';

/** Store -> what its exporter says of it; RabbitMQ tells of itself. */
const dependencies: Readonly<Record<string, string>> = {
  postgres: "pg_up",
  mongodb: "mongodb_up",
  redis: "redis_up",
  rabbitmq: 'up{job="rabbitmq-exporter"}',
};

export const targetAlerts: readonly InfrastructureAlert[] = [
  {
    alert: alertNames.serviceDown,
    component,
    level: "event",
    severity: "page",
    expr: `up{job=~"${serviceJobs}"} == 0`,
    forSeconds: 120,
    summary: "{{ $labels.instance }}: the service cannot be reached",
    description: "Its metrics cannot be scraped. Look whether it runs and what its log says last.",
    fires: [up(service, 120, 0)],
    nearMisses: [up(service, 120, 1), up(exporter, 120, 0)],
  },
  {
    alert: "TargetDown",
    component,
    level: "event",
    severity: "ticket",
    expr: `up{job!~"${serviceJobs}"} == 0`,
    forSeconds: 600,
    summary: "{{ $labels.job }}: cannot be scraped",
    description: "Panels and alerts that need it are blind until it is back.",
    fires: [up(exporter, 600, 0)],
    nearMisses: [up(exporter, 600, 1), up(service, 600, 0)],
  },
  ...Object.entries(dependencies).map(([dependency, metric]) => dependencyDown(dependency, metric)),
];

function dependencyDown(dependency: string, metric: string): InfrastructureAlert {
  return {
    alert: alertNames.dependencyDown,
    component: dependency,
    level: "event",
    severity: "page",
    expr: `${metric} == 0`,
    forSeconds: 120,
    summary: `${dependency} is down`,
    description: "Whatever needs it fails, so other alerts of this environment are held back while it lasts.",
    fires: [up(metric, 120, 0)],
    nearMisses: [up(metric, 120, 1), up(exporter, 120, 0)],
  };
}

function up(series: string, forSeconds: number, value: 0 | 1): Example {
  return minutes(forSeconds, `${series} ${value}`, (steps) => [{ series, values: steady(value, steps) }]);
}
