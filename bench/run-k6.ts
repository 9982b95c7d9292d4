/**
 * Runs k6 on a script and returns its end-of-test data. The script writes that to the path in
 * TIDEMARK_SUMMARY, as the bundles do under Tidemark.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { k6Environment } from "../lib/core/record/names.ts";
import type { EndOfTest } from "../lib/k6/end-of-test.ts";
import type { Bench } from "./benchmark.ts";

export async function runK6(
  bench: Pick<Bench, "k6" | "folder">,
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<EndOfTest> {
  const summary = path.join(bench.folder, `${path.basename(script)}.summary.json`);
  const given = { ...environment, [k6Environment.run]: "bench", [k6Environment.summary]: summary };
  const flags = Object.entries(given).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const k6 = promisify(execFile);
  await k6(bench.k6, ["run", "--quiet", "--no-usage-report", ...flags, script], { maxBuffer: 2 ** 26 });
  return JSON.parse(await readFile(summary, "utf8")) as EndOfTest;
}

/** One value of a metric; a metric without samples is missing from k6's data and counts as 0. */
export function valueOf(data: EndOfTest, metric: string, value: string): number {
  return data.metrics[metric]?.values[value] ?? 0;
}
