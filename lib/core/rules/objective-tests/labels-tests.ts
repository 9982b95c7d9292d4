/** One test that compares every label and annotation of an objective's burn alerts: routes and people depend on them. */
import { burnAnnotations, valueTemplate } from "../alert-text.ts";
import { burnAlertsOf } from "../burn-alert.ts";
import { alertNames } from "../names.ts";
import type { RuleTest, Series } from "../promtool/test-file.ts";
import { labelsOf } from "../recording-rules.ts";
import { busy, seriesOf, type Subject } from "./traffic.ts";

const steps = 12;

export function everythingFails(subject: Subject, grafanaUrl: string): RuleTest {
  const { objective } = subject;
  const alerts = burnAlertsOf(objective).alerts.map((alert) => ({
    labels: { ...labelsOf(objective), severity: alert.severity, window: alert.long, traffic: "user" },
    annotations: filledIn(burnAnnotations(objective, alert, grafanaUrl)),
  }));
  return {
    name: "when everything fails, all burn alerts fire with all of their labels and words",
    series: seriesOf(subject, [busy(steps, 1)]),
    expectations: [],
    alerts: [{ alert: alertNames.burn, atStep: steps, alerts }],
  };
}

/** The one part of the words that Prometheus fills in. */
function filledIn(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [name, text.replace(valueTemplate, "100%")]),
  );
}

/** k6's own metric, as it arrives by remote write. */
export function runUnderWay(testid: string, values: string): Series[] {
  return [{ series: `k6_vus{testid="${testid}"}`, values }];
}
