/** promtool's unit tests of rules as data, and as the object that a test file holds. Times are in steps. */
import { promDuration } from "../windows.ts";
import type { Labels } from "../rule.ts";

export interface Series {
  /** `metric{label="value"}` */
  readonly series: string;
  readonly values: string;
}

export interface Sample {
  /** `metric{label="value"}`, as promtool compares it. */
  readonly labels: string;
  readonly value: number;
}

/** What an expression gives at a step: exactly these samples. */
export interface Expectation {
  readonly expr: string;
  readonly atStep: number;
  readonly samples: readonly Sample[];
}

/** Every firing alert of a name at a step, with all of its labels and annotations. */
export interface AlertExpectation {
  readonly alert: string;
  readonly atStep: number;
  readonly alerts: readonly { readonly labels: Labels; readonly annotations: Labels }[];
}

export interface RuleTest {
  /** A sentence. */
  readonly name: string;
  readonly series: readonly Series[];
  readonly expectations: readonly Expectation[];
  readonly alerts: readonly AlertExpectation[];
}

export interface RuleTestFile {
  /** Relative to the file. */
  readonly ruleFiles: readonly string[];
  /** In the order of evaluation. */
  readonly groups: readonly string[];
  /** Between evaluations. */
  readonly stepSeconds: number;
  /** Between samples, where that is shorter. */
  readonly sampleSeconds?: number;
  readonly tests: readonly RuleTest[];
}

export function promtoolFile(file: RuleTestFile): object {
  const { ruleFiles, groups, stepSeconds, sampleSeconds = stepSeconds, tests } = file;
  return {
    rule_files: ruleFiles,
    evaluation_interval: promDuration(stepSeconds),
    group_eval_order: groups,
    tests: tests.map((test) => ({
      name: test.name,
      interval: promDuration(sampleSeconds),
      input_series: test.series,
      ...(test.expectations.length > 0 && {
        promql_expr_test: test.expectations.map((expectation) => expressionTest(expectation, stepSeconds)),
      }),
      ...(test.alerts.length > 0 && {
        alert_rule_test: test.alerts.map((expectation) => alertTest(expectation, stepSeconds)),
      }),
    })),
  };
}

function expressionTest({ expr, atStep, samples }: Expectation, stepSeconds: number): object {
  return { expr, eval_time: promDuration(atStep * stepSeconds), exp_samples: samples };
}

function alertTest({ alert, atStep, alerts }: AlertExpectation, stepSeconds: number): object {
  return {
    eval_time: promDuration(atStep * stepSeconds),
    alertname: alert,
    exp_alerts: alerts.map(({ labels, annotations }) => ({
      exp_labels: labels,
      exp_annotations: annotations,
    })),
  };
}
