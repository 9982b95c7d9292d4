/**
 * Runs the committed tests of one rule against every mutation of it, and says which mutations no test
 * noticed. All mutants stand beside the rules in one file under names of their own, each with copies of
 * whatever is computed from it (mutant-copies.ts), and are asked what the tests ask the originals:
 * promtool then computes what they share but once. The shortest tests come first, and what they notice
 * is not asked again. The rule itself is always among the mutants, unchanged, so that a test that fails
 * for another reason is seen.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { copiesOf, type Copies } from "./mutant-copies.ts";
import { expressionMutations, waitMinutes, waitMutations, type Mutation } from "./mutations.ts";
import { nameOf, readRules, readTests, type TestFile, type WrittenRule } from "./written-rules.ts";

/** Beside a threshold; with a recovery; after a clean window, which takes 120. */
const turnsUpToSteps = [15, 40, Infinity];
/** promtool lives for seconds: collecting garbage less often saves a sixth of them. */
const lazyCollector = { GOGC: "400" };

/** A rule of a file, and the folder of the file's tests. */
export interface Subject {
  readonly file: string;
  readonly tests: string;
  readonly rule: WrittenRule;
}

/** @param file name of the file of rules, without `.yml` */
export function subjectsOf(file: string, tests: string): readonly Subject[] {
  const rules = readRules(file).groups.flatMap((group) => group.rules);
  return rules.map((rule) => ({ file, tests, rule }));
}

export function alertsOf(file: string, tests: string): readonly Subject[] {
  return subjectsOf(file, tests).filter(({ rule }) => "alert" in rule);
}

export function recordingsOf(file: string, tests: string): readonly Subject[] {
  return subjectsOf(file, tests).filter(({ rule }) => "record" in rule);
}

/** Alerts of a name differ in window, component and level. */
export function titleOf({ file, rule }: Subject): string {
  const { window, component, level } = rule.labels ?? {};
  const labels = "alert" in rule ? [window, component, level].filter((label) => label !== undefined) : [];
  return [`${file}: ${nameOf(rule)}`, ...labels].join(", ");
}

export interface MutationResult {
  readonly mutants: number;
  /** What was changed where no test failed. */
  readonly survivors: readonly string[];
}

export async function runMutants(promtool: string, subject: Subject): Promise<MutationResult> {
  const { rule } = subject;
  const mutations = [...expressionMutations(rule), ...waitMutations(rule)];
  const copies = copiesOf(readRules(subject.file), rule);
  const unchanged: Mutant = { index: 0, mutation: { ...rule, what: "nothing" } };
  let left: readonly Mutant[] = mutations.map((mutation, index) => ({ index: index + 1, mutation }));
  const turns = byLength(readTests(subject.tests).flatMap((file) => copies.asked(file)));
  if (turns.length === 0) throw new Error(`no test asks for ${titleOf(subject)}`);
  for (const files of turns) {
    if (left.length === 0) break;
    const noticed = await noticedBy(promtool, copies, files, [unchanged, ...left]);
    if (noticed.indices.has(0)) throw new Error(`the rule itself fails its tests: ${noticed.output}`);
    left = left.filter(({ index }) => !noticed.indices.has(index));
  }
  return { mutants: mutations.length, survivors: left.map(({ mutation }) => mutation.what) };
}

interface Mutant {
  readonly index: number;
  readonly mutation: Mutation;
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

/** promtool ends with 1 where a test fails, which here is what is hoped for. */
async function noticedBy(
  promtool: string,
  copies: Copies,
  files: readonly TestFile[],
  mutants: readonly Mutant[],
): Promise<{ readonly indices: ReadonlySet<number>; readonly output: string }> {
  const cwd = mkdtempSync(join(tmpdir(), "tidemark-mutants-"));
  try {
    writeFileSync(join(cwd, "rules.yml"), stringify(copies.rules(mutants)));
    const indices = mutants.map(({ index }) => index);
    const names = files.map((file, index) => {
      writeFileSync(join(cwd, `${index}.yml`), stringify(copies.asking(file, indices)));
      return `${index}.yml`;
    });
    const options = { cwd, all: true, reject: false, env: lazyCollector } as const;
    const { all: output, exitCode } = await execa(promtool, ["test", "rules", ...names], options);
    if (exitCode !== 0 && exitCode !== 1)
      throw new Error(`promtool ended with ${exitCode ?? "a signal"}: ${output}`);
    return { indices: copies.named(output), output };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
