/**
 * A mutant beside the original. It has a name of its own; so has a copy of every rule that is computed
 * from it, and these copies ask each other. What a test asks of an original it asks of the copy, and
 * where it gives a recorded series of an original, the copy is given the same.
 */
import type { Mutation } from "./mutations.ts";
import {
  nameOf,
  type Expectation,
  type InputSeries,
  type RuleFile,
  type TestFile,
  type WrittenRule,
} from "./written-rules.ts";

/** Of a test in which nothing at all may fire. */
const anyAlert = 'ALERTS{alertstate="firing"}';

export interface Copies {
  /** The file with the copies of each mutant at the end of the group of their originals. */
  readonly rules: (mutants: readonly { readonly index: number; readonly mutation: Mutation }[]) => RuleFile;
  /** The file with the tests and expectations that concern the rule alone; empty where there are none. */
  readonly asked: (file: TestFile) => readonly TestFile[];
  /** That, asking the copies. */
  readonly asking: (file: TestFile, mutants: readonly number[]) => TestFile;
  /** The mutants that a text of promtool's names. */
  readonly named: (output: string) => ReadonlySet<number>;
}

export function copiesOf(file: RuleFile, rule: WrittenRule): Copies {
  const all = file.groups.flatMap(({ rules }) => rules);
  const affected = computedFrom(all, [all.find((other) => isSame(other, rule)) ?? rule]);
  const records = affected.flatMap((one) => ("record" in one ? [one.record] : []));
  const alerts = affected.filter((one) => "alert" in one);
  const renamed = (text: string, mutant: number) =>
    [...records, ...new Set(alerts.map(nameOf))].reduce(
      (result, name) => result.replace(word(name), copyName(name, mutant)),
      text,
    );

  const copy = (original: WrittenRule, index: number, mutation: Mutation): WrittenRule => {
    const isMutated = isSame(original, rule);
    const expr = renamed(isMutated ? mutation.expr : original.expr, index);
    const name = copyName(nameOf(original), index);
    const wait = isMutated ? mutation.for : original.for;
    if ("record" in original) return { ...original, record: name, expr };
    return { ...original, alert: name, expr, for: wait ?? "0s" };
  };
  const isAsked = ({ expr, exp_samples }: Expectation) =>
    records.some((name) => word(name).test(expr)) ||
    alerts.some((alert) => asks(alert).every((label) => expr.includes(label))) ||
    (expr === anyAlert && exp_samples.length === 0 && alerts.length > 0);
  const askedOf = (expectation: Expectation, mutant: number): Expectation => ({
    ...expectation,
    expr:
      expectation.expr === anyAlert
        ? `ALERTS{alertstate="firing",alertname=~"${copyName(".*", mutant)}"}`
        : renamed(expectation.expr, mutant),
    exp_samples: expectation.exp_samples.map(({ labels, value }) => ({
      labels: renamed(labels, mutant),
      value,
    })),
  });
  const given = (series: InputSeries, mutants: readonly number[]): readonly InputSeries[] =>
    records.some((name) => word(name).test(series.series))
      ? [series, ...mutants.map((mutant) => ({ ...series, series: renamed(series.series, mutant) }))]
      : [series];

  return {
    rules: (mutants) => ({
      groups: file.groups.map((group) => ({
        ...group,
        rules: [
          ...group.rules,
          ...group.rules
            .filter((original) => affected.includes(original))
            .flatMap((original) => mutants.map(({ index, mutation }) => copy(original, index, mutation))),
        ],
      })),
    }),
    asked: (tests) => {
      const concerning = tests.tests
        .map((test) => ({
          ...test,
          alert_rule_test: [],
          promql_expr_test: (test.promql_expr_test ?? []).filter(isAsked),
        }))
        .filter(({ promql_expr_test }) => promql_expr_test.length > 0);
      return concerning.length > 0 ? [{ ...tests, rule_files: ["rules.yml"], tests: concerning }] : [];
    },
    asking: (tests, mutants) => ({
      ...tests,
      tests: tests.tests.map((test) => ({
        ...test,
        input_series: test.input_series.flatMap((series) => given(series, mutants)),
        promql_expr_test: (test.promql_expr_test ?? []).flatMap((expectation) =>
          mutants.map((mutant) => askedOf(expectation, mutant)),
        ),
      })),
    }),
    named: (output) => new Set([...output.matchAll(/_mutant(\d+)_/g)].map(([, index]) => Number(index))),
  };
}

function copyName(name: string, mutant: number): string {
  return `${name}_mutant${mutant}_`;
}

/** The rules, and those that read what they record, and so on. */
function computedFrom(all: readonly WrittenRule[], found: readonly WrittenRule[]): readonly WrittenRule[] {
  const records = found.flatMap((rule) => ("record" in rule ? [rule.record] : []));
  const reading = all.filter(
    (rule) => !found.includes(rule) && records.some((name) => word(name).test(rule.expr)),
  );
  return reading.length === 0 ? found : computedFrom(all, [...found, ...reading]);
}

function isSame(one: WrittenRule, other: WrittenRule): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Labels in an expectation by which it asks for this alert, and no other of the name. */
function asks(alert: WrittenRule): readonly string[] {
  const { window, component, level } = alert.labels ?? {};
  const labels = Object.entries({ alertname: nameOf(alert), window, component, level });
  return labels.flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]));
}

/** The name where no longer one holds it; names of series and alerts need no escape. */
function word(name: string): RegExp {
  return new RegExp(`(?<![\\w:])${name}(?![\\w:])`, "g");
}
