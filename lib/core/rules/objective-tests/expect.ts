/** What the tests of an objective ask of its rules, in promtool's words. */
import { alertNames, sloMetrics, type TrafficKind } from "../names.ts";
import type { Expectation } from "../promtool/test-file.ts";
import type { WindowText } from "../windows.ts";

/** Whether the burn alert of this long window fires for this traffic at the step. */
export function burnFires(
  window: WindowText,
  traffic: TrafficKind,
  atStep: number,
  fires: boolean,
): Expectation {
  const wanted = `alertname="${alertNames.burn}",alertstate="firing",window="${window}",traffic="${traffic}"`;
  const expr = `count by (window, traffic) (ALERTS{${wanted}})`;
  return {
    expr,
    atStep,
    samples: fires ? [{ labels: `{window="${window}",traffic="${traffic}"}`, value: 1 }] : [],
  };
}

/** No alert of the file fires, whatever its name. */
export function nothingFires(atStep: number): Expectation {
  return { expr: 'ALERTS{alertstate="firing"}', atStep, samples: [] };
}

export function absentFires(atStep: number, fires: boolean): Expectation {
  const expr = `count by (alertname) (ALERTS{alertname="${alertNames.absent}",alertstate="firing"})`;
  return { expr, atStep, samples: fires ? [{ labels: `{alertname="${alertNames.absent}"}`, value: 1 }] : [] };
}

/** The ratio of the last five minutes, in hundredths of a percent; null: there must be none. */
export function ratioIs(traffic: string, atStep: number, ratio: number | null): Expectation {
  const expr = `sum by (traffic) (round(${sloMetrics.errorRatio("5m")} * 10000))`;
  const samples =
    ratio === null ? [] : [{ labels: `{traffic="${traffic}"}`, value: Math.round(ratio * 10_000) }];
  return { expr, atStep, samples };
}

/** What is recorded of a window, as it is but for rounding to the thousandth; null: there must be none. */
export function recordedIs(
  metric: string,
  traffic: string,
  atStep: number,
  value: number | null,
): Expectation {
  const expr = `sum by (traffic) (round(${metric}, 0.001))`;
  return { expr, atStep, samples: value === null ? [] : [{ labels: `{traffic="${traffic}"}`, value }] };
}

/** A figure of the period rounded to some decimals; null: there must be none. */
export function periodIs(
  metric: string,
  atStep: number,
  decimals: number,
  value: number | null,
): Expectation {
  const scale = 10 ** decimals;
  const expr = `sum by (traffic) (round(${metric} * ${scale}))`;
  const samples = value === null ? [] : [{ labels: '{traffic="user"}', value: Math.round(value * scale) }];
  return { expr, atStep, samples };
}
