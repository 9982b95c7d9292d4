/**
 * An objective's events and error ratio by window. Bad and total are recorded separately, so that sums
 * over time weigh every event the same; a mean of ratios would let an hour of ten requests count as
 * much as one of a million.
 */
import type { Objective } from "../objective/objective.ts";
import type { Endpoint } from "../system/system.ts";
import { indicatorOf } from "./indicator.ts";
import { sloMetrics } from "./names.ts";
import type { Labels, RecordingRule, RuleGroup } from "./rule.ts";
import { windowSeconds, windowTexts, type WindowText } from "./windows.ts";

/** A window of hours changes little in a minute, and costs much to read. */
const slowIntervalSeconds = 60;
const longestQuickWindowSeconds = windowSeconds["1h"];

export function recordingGroups(objective: Objective, endpoint: Endpoint): readonly RuleGroup[] {
  const isQuick = (window: WindowText) => windowSeconds[window] <= longestQuickWindowSeconds;
  const rules = (windows: readonly WindowText[]) =>
    windows.flatMap((window) => rulesOfWindow(objective, endpoint, window));
  return [
    {
      name: `slo-${objective.id}-short-windows`,
      intervalSeconds: null,
      rules: [...rules(windowTexts.filter(isQuick)), goalRule(objective)],
    },
    {
      name: `slo-${objective.id}-long-windows`,
      intervalSeconds: slowIntervalSeconds,
      rules: rules(windowTexts.filter((window) => !isQuick(window))),
    },
  ];
}

function rulesOfWindow(objective: Objective, endpoint: Endpoint, window: WindowText): RecordingRule[] {
  const { total, bad } = indicatorOf(objective, endpoint);
  const labels = labelsOf(objective);
  const { id } = objective;
  const ratio = `${sloMetrics.bad(window)}{slo="${id}"} / (${sloMetrics.total(window)}{slo="${id}"} > 0)`;
  return [
    { record: sloMetrics.total(window), expr: total(window), labels },
    { record: sloMetrics.bad(window), expr: bad(window), labels },
    { record: sloMetrics.errorRatio(window), expr: ratio, labels },
  ];
}

/** For dashboards and reports, so that no figure is written twice. */
function goalRule(objective: Objective): RecordingRule {
  return { record: sloMetrics.goal, expr: `vector(${objective.goal})`, labels: labelsOf(objective) };
}

export function labelsOf({ id, service, endpoint, owner }: Objective): Labels {
  return { slo: id, service, slo_endpoint: endpoint, owner };
}
