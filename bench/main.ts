/**
 * `npm run bench`: runs every benchmark, prints the table and keeps the figures in
 * `results/bench/`. `--quick` only shows that everything runs; `--only <words>` picks by name.
 * Exits 1 when an aim is missed.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { exitCodes } from "../lib/core/record/exit-codes.ts";
import { cacheFolder } from "../lib/node/process/folders.ts";
import { installRoot } from "../lib/node/process/install-root.ts";
import { type ResolvedTool, resolveTool } from "../lib/node/tools/resolve-tool.ts";
import type { Benchmark } from "./benchmark.ts";
import { achievedRate } from "./benchmarks/achieved-rate.ts";
import { bundleSize } from "./benchmarks/bundle-size.ts";
import { metrics } from "./benchmarks/metrics.ts";
import { overhead } from "./benchmarks/overhead.ts";
import { report as reportOfANight } from "./benchmarks/report.ts";
import { requestRows } from "./benchmarks/request-rows.ts";
import { services } from "./benchmarks/services.ts";
import { stall } from "./benchmarks/stall.ts";
import { throughput } from "./benchmarks/throughput.ts";
import { type BenchReport, type BenchResult, judged, machine, table } from "./report.ts";

const benchmarks: readonly Benchmark[] = [
  achievedRate,
  throughput,
  stall,
  overhead,
  bundleSize,
  services,
  metrics,
  reportOfANight,
  requestRows,
];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    results: { type: "string", default: path.join(installRoot(), "results") },
  },
});

const say = (line: string) => process.stderr.write(`${line}\n`);
const startedAt = new Date().toISOString();
const k6 = await resolveTool("k6", { env: process.env, cacheFolder: cacheFolder(process.env), say });
const results: BenchResult[] = [];
for (const benchmark of benchmarks.filter(({ name }) => name.includes(values.only))) {
  say(`${benchmark.name}: ${benchmark.question}`);
  results.push(await run(benchmark, k6));
}
const report: BenchReport = {
  schema: 1,
  startedAt,
  quick: values.quick,
  machine: machine(),
  versions: { node: process.version, k6: k6.version },
  results,
};

process.stdout.write(
  `${table(report)}\nkept in ${await keep(report, path.resolve(values.results, "bench"))}\n`,
);
const missed = results.flatMap((result) => result.measurements).some(({ met }) => !met);
if (missed && !values.quick) process.exitCode = exitCodes.internal;

async function run(benchmark: Benchmark, tool: ResolvedTool): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "tidemark-bench-"));
  try {
    const measurements = await benchmark.measure({
      k6: tool.path,
      folder,
      quick: values.quick,
      say: (line) => say(`  ${line}`),
    });
    const { name, question, method } = benchmark;
    return { benchmark: name, question, method, measurements: judged(measurements) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keep(found: BenchReport, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${found.startedAt.replaceAll(":", "-")}.json`);
  await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
  return file;
}
