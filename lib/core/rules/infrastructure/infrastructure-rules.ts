/** The rules about what the services stand on, and those about the watching itself. */
import { alertNames, dashboardUids, severities } from "../names.ts";
import type { AlertRule, RecordingRule, RuleGroup } from "../rule.ts";
import type { MeasuredCapacity, MonitoringSettings } from "../settings.ts";
import type { InfrastructureAlert } from "./infrastructure-alert.ts";
import { infrastructureAlerts, saturationPoints } from "./infrastructure.ts";
import { pointRule } from "./saturation-point.ts";
import { capacityMetric } from "./services.ts";

export function infrastructureRules({ capacities, grafanaUrl }: MonitoringSettings): readonly RuleGroup[] {
  const recorded = [...capacities.map(capacityRule), ...saturationPoints.map(pointRule)];
  return [
    { name: "saturation", intervalSeconds: null, rules: recorded },
    {
      name: "infrastructure-alerts",
      intervalSeconds: null,
      rules: infrastructureAlerts.map((alert) => alertRule(alert, grafanaUrl)),
    },
    { name: "watching", intervalSeconds: null, rules: [loadTestRunning(grafanaUrl), watchdog()] },
  ];
}

function capacityRule({ service, requestsPerSecond, run }: MeasuredCapacity): RecordingRule {
  return { record: capacityMetric, expr: `vector(${requestsPerSecond})`, labels: { service, run } };
}

function alertRule(alert: InfrastructureAlert, grafanaUrl: string): AlertRule {
  const { component, level, severity } = alert;
  return {
    alert: alert.alert,
    expr: alert.expr,
    forSeconds: alert.forSeconds,
    labels: { component, level, severity },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `docs/monitoring.md#${component}`,
      dashboard_url: `${grafanaUrl}/d/${dashboardUids.service}`,
    },
  };
}

/** Evidence that a test was under way, and what holds tickets back meanwhile; never a page. */
function loadTestRunning(grafanaUrl: string): AlertRule {
  return {
    alert: alertNames.loadTest,
    expr: "max by (testid) (k6_vus_max) > 0",
    forSeconds: 0,
    labels: { severity: severities.none },
    annotations: {
      summary: "load test {{ $labels.testid }} is running",
      description: "Tickets about saturation are held back in this environment until it ends. Pages are not.",
      runbook_url: "docs/monitoring.md#load-tests-and-chaos-runs",
      dashboard_url: `${grafanaUrl}/d/${dashboardUids.run}?var-testid={{ $labels.testid }}`,
    },
  };
}

/** Always fires: who gets it regularly knows that alerts arrive, and who misses it that they don't. */
function watchdog(): AlertRule {
  return {
    alert: alertNames.watchdog,
    expr: "vector(1)",
    forSeconds: 0,
    labels: { severity: severities.none },
    annotations: {
      summary: "alerting works",
      description: "A dead-man's switch: have an outside service tell you when this one stops arriving.",
      runbook_url: "docs/monitoring.md#dead-mans-switch",
    },
  };
}
