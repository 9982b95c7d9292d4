/** The generated rules and their tests, as they are committed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { installRoot } from "../../../../lib/node/process/install-root.ts";

const prometheus = join(installRoot(), "monitoring", "prometheus");

interface WrittenText {
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export type WrittenRule =
  (WrittenText & { readonly alert: string }) | (WrittenText & { readonly record: string });

export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly WrittenRule[] }[];
}

export interface Expectation {
  readonly eval_time: string;
  readonly expr: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

export interface TestFile {
  readonly evaluation_interval: string;
  readonly rule_files: readonly string[];
  readonly tests: readonly {
    readonly input_series: readonly InputSeries[];
    readonly promql_expr_test?: readonly Expectation[];
    readonly alert_rule_test?: readonly object[];
  }[];
}

export function nameOf(rule: WrittenRule): string {
  return "alert" in rule ? rule.alert : rule.record;
}

/** @param file without `.yml` */
export function readRules(file: string): RuleFile {
  return read(join(prometheus, "rules", `${file}.yml`)) as RuleFile;
}

export function readTests(folder: string): readonly TestFile[] {
  const path = join(prometheus, "tests", folder);
  return readdirSync(path).map((name) => read(join(path, name)) as TestFile);
}

function read(path: string): unknown {
  return parse(readFileSync(path, "utf8"));
}
