/**
 * Runs the committed tests of one alert against every mutation of it, and says which mutations no
 * test noticed. All mutants stand beside the alert in one file of rules under names of their own, each
 * asked what the tests ask the alert: promtool then computes what they share but once. The alert
 * itself is among them unchanged, so that a test that fails for another reason is seen.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parse, stringify } from "yaml";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import { expressionMutations, waitMutations, type AlertText } from "./mutations.ts";

const prometheus = join(installRoot(), "monitoring", "prometheus");

interface WrittenAlert extends AlertText {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
}
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (WrittenAlert | object)[] }[];
}
interface Expectation {
  readonly expr: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}
interface TestFile {
  readonly evaluation_interval: string;
  readonly rule_files: readonly string[];
  readonly tests: readonly { readonly promql_expr_test?: readonly Expectation[] }[];
}

export interface Alert {
  /** Name of the file of rules, without `.yml`. */
  readonly file: string;
  /** Folder of its tests. */
  readonly tests: string;
  readonly rule: WrittenAlert;
  /** Labels in an expectation by which it asks for this alert, and no other of the name. */
  readonly asks: readonly string[];
}

/** Burn alerts are told apart by window, infrastructure's by component and level; both by name. */
export function alertsOf(file: string, tests: string): readonly Alert[] {
  const { groups } = readRules(file);
  return groups
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is WrittenAlert => "alert" in rule)
    .map((rule) => {
      const { window, component, level } = rule.labels;
      const labels = { alertname: rule.alert, window, component, level };
      const asks = Object.entries(labels).filter(([, value]) => value !== undefined);
      return { file, tests, rule, asks: asks.map(([name, value]) => `${name}="${value ?? ""}"`) };
    });
}

export interface MutationResult {
  readonly mutants: number;
  /** What was changed where no test failed. */
  readonly survivors: readonly string[];
}

export async function runMutants(promtool: string, alert: Alert): Promise<MutationResult> {
  const mutations = [{ ...alert.rule, what: "nothing" }, ...expressionMutations(alert.rule), ...waits(alert)];
  const names = mutations.map((_, index) => `${alert.rule.alert}_mutant${index}_`);
  const folder = mkdtempSync(join(tmpdir(), "tidemark-mutants-"));
  try {
    const rules = mutations.map(({ expr, for: wait }, index) => ({
      ...alert.rule,
      alert: names[index],
      expr,
      for: wait ?? "0s",
    }));
    writeFileSync(join(folder, "rules.yml"), stringify(withRules(readRules(alert.file), alert, rules)));
    const files = testsAsking(alert, names).map((file, index) => {
      writeFileSync(join(folder, `${index}.yml`), stringify(file));
      return `${index}.yml`;
    });
    if (files.length === 0) throw new Error(`no test asks for ${alert.asks.join(", ")}`);
    const output = await outputOf(promtool, files, folder);
    const isNoticed = (index: number) => output.includes(`${names[index] ?? ""}\\"`);
    if (isNoticed(0)) throw new Error(`the alert itself fails its tests: ${output}`);
    const unnoticed = mutations.filter((_, index) => index > 0 && !isNoticed(index));
    return { mutants: mutations.length - 1, survivors: unnoticed.map(({ what }) => what) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Forecasts over days are tested hourly and slower, which says nothing about a wait of an hour. */
function waits(alert: Alert) {
  const steps = testsAsking(alert, []).map(({ evaluation_interval }) => evaluation_interval);
  return steps.every((step) => ["30s", "1m"].includes(step)) ? waitMutations(alert.rule) : [];
}

function readRules(file: string): RuleFile {
  return parse(readFileSync(join(prometheus, "rules", `${file}.yml`), "utf8")) as RuleFile;
}

function withRules({ groups }: RuleFile, { rule }: Alert, added: readonly object[]): object {
  const holds = (rules: readonly object[]) =>
    rules.some((other) => JSON.stringify(other) === JSON.stringify(rule));
  return {
    groups: groups.map((group) =>
      holds(group.rules) ? { ...group, rules: [...group.rules, ...added] } : group,
    ),
  };
}

function testsAsking(alert: Alert, names: readonly string[]): TestFile[] {
  const folder = join(prometheus, "tests", alert.tests);
  return readdirSync(folder)
    .map((name) => parse(readFileSync(join(folder, name), "utf8")) as TestFile)
    .map((file) => ({ ...file, rule_files: ["rules.yml"], tests: casesAsking(file, alert, names) }))
    .filter(({ tests }) => tests.length > 0);
}

function casesAsking({ tests }: TestFile, alert: Alert, names: readonly string[]): TestFile["tests"] {
  return tests
    .filter(({ promql_expr_test = [] }) =>
      promql_expr_test.some((expectation) => isAsked(expectation, alert)),
    )
    .map((test) => ({
      ...test,
      alert_rule_test: [],
      promql_expr_test: (test.promql_expr_test ?? [])
        .filter((expectation) => isAsked(expectation, alert))
        .flatMap((expectation) => names.map((name) => askedOf(expectation, alert.rule.alert, name))),
    }));
}

function isAsked({ expr }: Expectation, { asks }: Alert): boolean {
  return asks.every((label) => expr.includes(label));
}

function askedOf(expectation: Expectation, alert: string, name: string): Expectation {
  const renamed = (text: string) => text.replaceAll(`alertname="${alert}"`, `alertname="${name}"`);
  return {
    ...expectation,
    expr: renamed(expectation.expr),
    exp_samples: expectation.exp_samples.map((sample) => ({ ...sample, labels: renamed(sample.labels) })),
  };
}

/** promtool ends with 1 where a test fails, which here is what is hoped for. */
async function outputOf(promtool: string, files: readonly string[], cwd: string): Promise<string> {
  const { all, exitCode } = await execa(promtool, ["test", "rules", ...files], {
    cwd,
    all: true,
    reject: false,
  });
  if (exitCode === 0 || exitCode === 1) return all;
  throw new Error(`promtool ended with ${exitCode ?? "a signal"}: ${all}`);
}
