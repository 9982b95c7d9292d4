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
import { promDuration, windowSeconds, windowTexts, type WindowLengths, type WindowText } from "./windows.ts";

/** A window of hours changes little in a minute, and costs much to read. A minute is this part of two hours. */
const slowPart = 120;
const longestQuickWindowSeconds = windowSeconds["1h"];

export function recordingGroups(
  objective: Objective,
  endpoint: Endpoint,
  lengths: WindowLengths,
): readonly RuleGroup[] {
  const isQuick = (window: WindowText) => windowSeconds[window] <= longestQuickWindowSeconds;
  const rules = (windows: readonly WindowText[]) =>
    windows.flatMap((window) => rulesOfWindow(objective, endpoint, window, lengths));
  return [
    {
      name: `slo-${objective.id}-short-windows`,
      intervalSeconds: null,
      rules: [...rules(windowTexts.filter(isQuick)), goalRule(objective)],
    },
    {
      name: `slo-${objective.id}-long-windows`,
      intervalSeconds: lengths["2h"] / slowPart,
      rules: rules(windowTexts.filter((window) => !isQuick(window))),
    },
  ];
}

function rulesOfWindow(
  objective: Objective,
  endpoint: Endpoint,
  window: WindowText,
  lengths: WindowLengths,
): RecordingRule[] {
  const { total, bad } = indicatorOf(objective, endpoint);
  const labels = labelsOf(objective);
  const range = promDuration(lengths[window]);
  const { id } = objective;
  const ratio = `${sloMetrics.bad(window)}{slo="${id}"} / (${sloMetrics.total(window)}{slo="${id}"} > 0)`;
  return [
    { record: sloMetrics.total(window), expr: total(range), labels },
    { record: sloMetrics.bad(window), expr: bad(range), labels },
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
