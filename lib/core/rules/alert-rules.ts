/**
 * An objective's alerts. A burn alert is one rule for both kinds of traffic: its instances carry the
 * label `traffic`, by which the synthetic ones are routed away from people. They also carry the
 * `testid` of the run that is or was last under way, where k6 writes into this Prometheus.
 */
import type { Objective } from "../objective/objective.ts";
import { absentAnnotations, burnAnnotations } from "./alert-text.ts";
import { burnAlertsOf, type BurnAlert } from "./burn-alert.ts";
import { alertNames, notSynthetic, severities, sloMetrics, traffics } from "./names.ts";
import { labelsOf } from "./recording-rules.ts";
import type { AlertRule, RuleGroup } from "./rule.ts";
import { leastBadEvents, type WindowLengths } from "./windows.ts";

/** Longer than a restart with its first scrapes. */
export const absentForSeconds = 600;

const written = "timestamp(k6_vus{testid!=''})";
/**
 * The run that wrote last within six hours; after its end the label must stay, or the alert would be another
 * one. A subquery looks at whole minutes, so what is written now is asked for beside it: a run has its
 * label from its first sample on.
 */
const lastRun = `topk(1, max by (testid) (${written} or max_over_time(${written}[6h:1m])))`;
const testIdTemplate =
  `{{ if eq $labels.traffic "${traffics.synthetic}" }}{{ with query "${lastRun}" }}` +
  `{{ . | first | label "testid" }}{{ end }}{{ end }}`;

export function alertGroup(objective: Objective, grafanaUrl: string, lengths: WindowLengths): RuleGroup {
  const burns = burnAlertsOf(objective, lengths).alerts.map((alert) =>
    burnRule(objective, alert, grafanaUrl, lengths),
  );
  return {
    name: `slo-${objective.id}-alerts`,
    intervalSeconds: null,
    rules: [...burns, absentRule(objective, grafanaUrl)],
  };
}

function burnRule(
  objective: Objective,
  alert: BurnAlert,
  grafanaUrl: string,
  lengths: WindowLengths,
): AlertRule {
  return {
    alert: alertNames.burn,
    expr: burnExpression(objective.id, alert, lengths[alert.long]),
    forSeconds: 0, // the windows are what makes it patient
    labels: {
      ...labelsOf(objective),
      severity: severities[alert.severity],
      window: alert.long,
      testid: testIdTemplate,
    },
    annotations: burnAnnotations(objective, alert, grafanaUrl),
  };
}

function burnExpression(id: string, { long, short, factor, budget }: BurnAlert, longSeconds: number): string {
  const above = (window: BurnAlert["long"]) =>
    `${sloMetrics.errorRatio(window)}{slo="${id}"} > ${factor} * ${budget}`;
  // Half an event below the least: a rate times its window is a count only up to rounding.
  const guard = `${sloMetrics.bad(long)}{slo="${id}"} * ${longSeconds} > ${leastBadEvents - 0.5}`;
  return `${above(short)}\nand ${above(long)}\nand ${guard}`;
}

/** Bad events are absent where there is no total, and for latency also where the bucket is missing. */
function absentRule(objective: Objective, grafanaUrl: string): AlertRule {
  return {
    alert: alertNames.absent,
    expr: `absent(${sloMetrics.bad("5m")}{slo="${objective.id}",${notSynthetic}})`,
    forSeconds: absentForSeconds,
    labels: { ...labelsOf(objective), severity: severities.ticket },
    annotations: absentAnnotations(objective, grafanaUrl),
  };
}
