/**
 * What is left of an objective's budget over its whole period, for users' traffic alone. Every five
 * minutes the events of the last five minutes are recorded; their sum over the period is the count of
 * events, each weighing the same. Synthetic traffic never enters here.
 */
import type { Objective } from "../objective/objective.ts";
import { budgetOf } from "./burn-alert.ts";
import { notSynthetic, sloMetrics } from "./names.ts";
import { labelsOf } from "./recording-rules.ts";
import type { RuleGroup } from "./rule.ts";
import type { WindowLengths } from "./windows.ts";

export function periodGroup(objective: Objective, lengths: WindowLengths): RuleGroup {
  const { id, goal, periodDays } = objective;
  const own = `{slo="${id}"}`;
  const users = `{slo="${id}",${notSynthetic}}`;
  const seconds = lengths["5m"];
  const sum = (metric: string) => `sum_over_time(${metric}${users}[${periodDays}d])`;
  const rules: readonly (readonly [string, string])[] = [
    [sloMetrics.totalStep, `${sloMetrics.total("5m")}${own} * ${seconds}`],
    [sloMetrics.badStep, `${sloMetrics.bad("5m")}${own} * ${seconds}`],
    [sloMetrics.totalOfPeriod, sum(sloMetrics.totalStep)],
    [sloMetrics.badOfPeriod, sum(sloMetrics.badStep)],
    [
      sloMetrics.errorRatioOfPeriod,
      `${sloMetrics.badOfPeriod}${own} / (${sloMetrics.totalOfPeriod}${own} > 0)`,
    ],
    [sloMetrics.budgetRemaining, `1 - ${sloMetrics.errorRatioOfPeriod}${own} / ${budgetOf(goal)}`],
  ];
  return {
    name: `slo-${id}-period`,
    intervalSeconds: seconds,
    rules: rules.map(([record, expr]) => ({ record, expr, labels: labelsOf(objective) })),
  };
}
