/** What promtool is asked about the monitoring folder: rules, their tests, Prometheus' configuration. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MonitoringError, wording } from "./monitoring-error.ts";
import { problemOf, type ToolUse } from "./tool-run.ts";

/** Of Prometheus 3; promtool 2 refuses a configuration that has it. */
const newerSetting = /^\s*scrape_native_histograms:.*\n/m;

export function checkRuleFiles(use: ToolUse, folder: string): Promise<string | null> {
  const rules = join(folder, "prometheus", "rules");
  const files = readdirSync(rules).filter((name) => name.endsWith(".yml"));
  return problemOf(use, ["check", "rules", "--lint=all", "--lint-fatal", ...files], rules);
}

/**
 * The folders of test files: one for each objective, and the infrastructure's.
 * @throws MonitoringError `notGenerated` (usage)
 */
export function testFolders(folder: string): readonly string[] {
  const tests = join(folder, "prometheus", "tests");
  if (existsSync(tests)) return readdirSync(tests).sort();
  throw new MonitoringError("usage", "notGenerated", wording.notGenerated(tests));
}

export function testRules(use: ToolUse, folder: string, name: string): Promise<string | null> {
  const tests = join(folder, "prometheus", "tests", name);
  return problemOf(use, ["test", "rules", ...readdirSync(tests).sort()], tests);
}

/** @param version promtool's; one of version 2 checks a copy without what it cannot know */
export async function checkPrometheus(use: ToolUse, file: string, version: string): Promise<string | null> {
  if (!version.startsWith("2.")) return problemOf(use, ["check", "config", file]);
  const copy = mkdtempSync(join(tmpdir(), "tidemark-prometheus-"));
  try {
    writeFileSync(join(copy, "prometheus.yml"), readFileSync(file, "utf8").replace(newerSetting, ""));
    return await problemOf(use, ["check", "config", "prometheus.yml"], copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
