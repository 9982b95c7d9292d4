/**
 * Runs the committed tests of one alert against every mutation of it, and says which mutations no
 * test noticed. All mutants stand beside the alert in one file of rules under names of their own, each
 * asked what the tests ask the alert: promtool then computes what they share but once. The shortest tests
 * come first, and what they notice is not asked again. The alert itself is always among the mutants,
 * unchanged, so that a test that fails for another reason is seen.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parse, stringify } from "yaml";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import {
  expressionMutations,
  waitMinutes,
  waitMutations,
  type AlertText,
  type Mutation,
} from "./mutations.ts";

/** Beside a threshold; with a recovery; after a clean window, which takes 120. */
const turnsUpToSteps = [15, 40, Infinity];
/** promtool lives for seconds: collecting garbage less often saves a sixth of them. */
const lazyCollector = { GOGC: "400" };
const prometheus = join(installRoot(), "monitoring", "prometheus");

interface WrittenAlert extends AlertText {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
}
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (WrittenAlert | object)[] }[];
}
interface Expectation {
  readonly eval_time: string;
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
  const mutations = [...expressionMutations(alert.rule), ...waits(alert)];
  const unchanged = mutantOf(alert, { ...alert.rule, what: "nothing" }, 0);
  let left = mutations.map((mutation, index) => mutantOf(alert, mutation, index + 1));
  const turns = byLength(testsAsking(alert));
  if (turns.length === 0) throw new Error(`no test asks for ${alert.asks.join(", ")}`);
  for (const files of turns) {
    if (left.length === 0) break;
    const output = await outputOf(promtool, alert, files, [unchanged, ...left]);
    const isNoticed = ({ name }: Mutant) => output.includes(`${name}\\"`);
    if (isNoticed(unchanged)) throw new Error(`the alert itself fails its tests: ${output}`);
    left = left.filter((mutant) => !isNoticed(mutant));
  }
  return { mutants: mutations.length, survivors: left.map(({ what }) => what) };
}

interface Mutant {
  readonly name: string;
  readonly what: string;
  readonly rule: object;
}

function mutantOf({ rule }: Alert, { expr, for: wait, what }: Mutation, index: number): Mutant {
  const name = `${rule.alert}_mutant${index}_`;
  return { name, what, rule: { ...rule, alert: name, expr, for: wait ?? "0s" } };
}

/** In turns of tests about as long, the shortest first. */
function byLength(files: readonly TestFile[]): TestFile[][] {
  const cases = files.flatMap((file) => file.tests.map((test) => ({ ...file, tests: [test] })));
  return turnsUpToSteps
    .map((most, index) => {
      const least = turnsUpToSteps[index - 1] ?? -1;
      return cases.filter((file) => stepsOf(file) > least && stepsOf(file) <= most);
    })
    .filter((turn) => turn.length > 0);
}

function stepsOf({ tests, evaluation_interval }: TestFile): number {
  const ends = tests.flatMap(({ promql_expr_test = [] }) => promql_expr_test.map((one) => one.eval_time));
  return Math.max(...ends.map(waitMinutes)) / waitMinutes(evaluation_interval);
}

/** Forecasts over days are tested hourly and slower, which says nothing about a wait of an hour. */
function waits(alert: Alert) {
  const steps = testsAsking(alert).map(({ evaluation_interval }) => evaluation_interval);
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

function testsAsking(alert: Alert): TestFile[] {
  const folder = join(prometheus, "tests", alert.tests);
  return readdirSync(folder)
    .map((name) => parse(readFileSync(join(folder, name), "utf8")) as TestFile)
    .map((file) => ({ ...file, rule_files: ["rules.yml"], tests: casesAsking(file, alert) }))
    .filter(({ tests }) => tests.length > 0);
}

/** Their expectations of this alert alone. */
function casesAsking({ tests }: TestFile, alert: Alert): TestFile["tests"] {
  return tests
    .map((test) => ({
      ...test,
      alert_rule_test: [],
      promql_expr_test: (test.promql_expr_test ?? []).filter((expectation) => isAsked(expectation, alert)),
    }))
    .filter(({ promql_expr_test }) => promql_expr_test.length > 0);
}

function askingFor(file: TestFile, alert: Alert, mutants: readonly Mutant[]): TestFile {
  const tests = file.tests.map((test) => ({
    ...test,
    promql_expr_test: (test.promql_expr_test ?? []).flatMap((expectation) =>
      mutants.map(({ name }) => askedOf(expectation, alert.rule.alert, name)),
    ),
  }));
  return { ...file, tests };
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
async function outputOf(
  promtool: string,
  alert: Alert,
  files: readonly TestFile[],
  mutants: readonly Mutant[],
): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), "tidemark-mutants-"));
  try {
    const rules = mutants.map(({ rule }) => rule);
    writeFileSync(join(cwd, "rules.yml"), stringify(withRules(readRules(alert.file), alert, rules)));
    const names = files.map((file, index) => {
      writeFileSync(join(cwd, `${index}.yml`), stringify(askingFor(file, alert, mutants)));
      return `${index}.yml`;
    });
    const options = { cwd, all: true, reject: false, env: lazyCollector } as const;
    const { all, exitCode } = await execa(promtool, ["test", "rules", ...names], options);
    if (exitCode === 0 || exitCode === 1) return all;
    throw new Error(`promtool ended with ${exitCode ?? "a signal"}: ${all}`);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
