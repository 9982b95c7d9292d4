/** What Prometheus is told to record and to alert on: the groups of every generated file of rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { installRoot } from "../../lib/node/process/install-root.ts";

export interface WrittenRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface WrittenGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly WrittenRule[];
}

export function writtenGroups(): readonly WrittenGroup[] {
  const folder = join(installRoot(), "monitoring/prometheus/rules");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yml"))
    .flatMap(
      (file) => (parse(readFileSync(join(folder, file), "utf8")) as { groups: WrittenGroup[] }).groups,
    );
}

/** The recording ones, all as often as Prometheus evaluates: a test has no five minutes. */
export function quickRecordings(): object {
  return {
    groups: writtenGroups().map(({ name, rules }) => ({
      name,
      rules: rules.filter(({ record }) => record !== undefined),
    })),
  };
}
