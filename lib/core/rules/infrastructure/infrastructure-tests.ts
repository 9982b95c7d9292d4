/** The promtool tests of the infrastructure's alerts, from their examples; one file for each length of step. */
import { alertNames } from "../names.ts";
import type { Expectation, RuleTest, RuleTestFile } from "../promtool/test-file.ts";
import { steady } from "../promtool/series-values.ts";
import type { MonitoringSettings } from "../settings.ts";
import { minuteSeconds, type Example, type InfrastructureAlert } from "./infrastructure-alert.ts";
import { infrastructureRules } from "./infrastructure-rules.ts";
import { infrastructureAlerts, saturationPoints } from "./infrastructure.ts";
import { saturationMetric, type RecordedExample, type SaturationPoint } from "./saturation-point.ts";

export function infrastructureTests(
  settings: MonitoringSettings,
  ruleFile: string,
): readonly (RuleTestFile & { readonly name: string })[] {
  const groups = infrastructureRules(settings).map(({ name }) => name);
  const cases = infrastructureAlerts.flatMap((alert) => [
    ...alert.fires.map((example) => ({
      stepSeconds: example.stepSeconds,
      test: firing(alert, example),
    })),
    ...alert.nearMisses.map((miss) => ({ stepSeconds: miss.stepSeconds, test: silent(alert, miss) })),
  ]);
  const records = saturationPoints.flatMap((point) =>
    (point.records ?? []).map((example) => recorded(point, example)),
  );
  const steps = [...new Set(cases.map(({ stepSeconds }) => stepSeconds))];
  return steps.map((stepSeconds) => ({
    name: `every-${stepSeconds}-s`,
    ruleFiles: [ruleFile],
    groups,
    stepSeconds,
    tests: [
      ...(stepSeconds === minuteSeconds ? [...watching, ...records] : []),
      ...cases.filter((each) => each.stepSeconds === stepSeconds).map(({ test }) => test),
    ],
  }));
}

function firing(alert: InfrastructureAlert, fires: Example): RuleTest {
  const tooEarly = fires.waitsAtStep ?? Math.ceil(alert.forSeconds / fires.stepSeconds) - 2;
  return {
    name: `${alert.alert} (${alert.level}) fires with ${fires.with}`,
    series: fires.series,
    expectations: [
      ...(tooEarly >= 0 ? [expectation(alert, tooEarly, false)] : []),
      expectation(alert, fires.atStep, true),
    ],
    alerts: [],
  };
}

function silent(alert: InfrastructureAlert, miss: Example): RuleTest {
  return {
    name: `${alert.alert} (${alert.level}) is silent with ${miss.with}`,
    series: miss.series,
    expectations: [expectation(alert, miss.atStep, false)],
    alerts: [],
  };
}

/** To three decimals, and 1 for whatever is more: Prometheus 3 extrapolates a burst differently. */
function recorded(point: SaturationPoint, { with: text, series, atStep, value }: RecordedExample): RuleTest {
  const expr = `round(clamp_max(sum(${saturationMetric(point)}), 1), 0.001)`;
  return {
    name: `${point.id} is ${value ?? "unknown"} with ${text}`,
    series,
    expectations: [{ expr, atStep, samples: value === null ? [] : [{ labels: "{}", value }] }],
    alerts: [],
  };
}

function expectation(alert: InfrastructureAlert, atStep: number, fires: boolean): Expectation {
  const wanted = `alertname="${alert.alert}",component="${alert.component}",level="${alert.level}"`;
  const expr = `count by (alertname, severity) (ALERTS{${wanted},alertstate="firing"})`;
  const labels = `{alertname="${alert.alert}",severity="${alert.severity}"}`;
  return { expr, atStep, samples: fires ? [{ labels, value: 1 }] : [] };
}

const watching: readonly RuleTest[] = [
  {
    name: "the watchdog always fires",
    series: [],
    expectations: [named(alertNames.watchdog, "", 5, true)],
    alerts: [],
  },
  ...[1, 0].map((users) => ({
    name: `a load test with ${users} virtual users ${users > 0 ? "is told by its run" : "is none"}`,
    series: [{ series: 'k6_vus_max{testid="load-7"}', values: steady(users, 5) }],
    expectations: [named(alertNames.loadTest, "load-7", 5, users > 0)],
    alerts: [],
  })),
];

function named(alert: string, testid: string, atStep: number, fires: boolean): Expectation {
  const labels = testid === "" ? `{alertname="${alert}"}` : `{alertname="${alert}",testid="${testid}"}`;
  const expr = `count by (alertname, testid) (ALERTS{alertname="${alert}",alertstate="firing"})`;
  return { expr, atStep, samples: fires ? [{ labels, value: 1 }] : [] };
}
