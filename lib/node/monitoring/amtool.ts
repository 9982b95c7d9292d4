/** What amtool is asked about Alertmanager's configuration: whether it is valid, and where an alert goes. */
import { join } from "node:path";
import { readYaml } from "./read-yaml.ts";
import type { RouteAssertion } from "../../core/rules/routing/route-assertions.ts";
import { problemOf, type ToolUse } from "./tool-run.ts";

const assertionsFile = "alertmanager/route-assertions.yml";

export function checkAlertmanager(use: ToolUse, folder: string): Promise<string | null> {
  return problemOf(use, ["check-config", "alertmanager.yml"], join(folder, "alertmanager"));
}

export function readAssertions(folder: string): readonly RouteAssertion[] {
  const read = readYaml(join(folder, assertionsFile)) as {
    readonly assertions: readonly RouteAssertion[];
  } | null;
  return read?.assertions ?? [];
}

/** amtool prints where the alert goes and fails where that is not the receiver that was expected. */
export async function checkRoute(
  use: ToolUse,
  folder: string,
  { labels, receiver }: RouteAssertion,
): Promise<string | null> {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const args = [
    "config",
    "routes",
    "test",
    "--config.file=alertmanager.yml",
    `--verify.receivers=${receiver}`,
  ];
  const problem = await problemOf(use, [...args, ...pairs], join(folder, "alertmanager"));
  return problem === null ? null : `${pairs.join(" ")}: must go to ${receiver}\n${problem}`;
}
