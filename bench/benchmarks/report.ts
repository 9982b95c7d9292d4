/** What does the report of a long night cost? */
import { execa } from "execa";
import { performance } from "node:perf_hooks";
import path from "node:path";
import { distFile } from "../../lib/node/process/install-root.ts";
import { evenRun } from "../../test/support/even-run.ts";
import { generateRun } from "../../test/support/generated-run.ts";
import { aRecord } from "../../test/unit/core/given.ts";
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { median } from "../median.ts";

const NIGHT_SECONDS = 8 * 3600;
const endpoints = ["users_list", "users_create", "tasks_list", "tasks_create", "api_health", "mongo_health"];
const subjects = ["api", "postgres", "mongo", "generator", "runner"];

export const report: Benchmark = {
  name: "report of a night",
  question: "How long does the report of an eight-hour run take, and how much memory?",
  method:
    "tidemark report on a generated run with a step each second for six endpoints and a sample each second of five " +
    "processes, in a process of its own, its start and the writing of every file included; the median of three.",
  measure,
};

async function measure(bench: Bench): Promise<Measurement[]> {
  const startedAt = "2026-01-02T00:00:00.000Z";
  const seconds = bench.quick ? 60 : NIGHT_SECONDS;
  const runId = "20260102T000000Z-night-bcdfgh";
  const endedAt = new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
  const record = aRecord({ runId, startedAt, endedAt });
  bench.say(`generating ${seconds} seconds`);
  const folder = await generateRun(bench.folder, evenRun({ record, seconds, endpoints, subjects }));
  const costs: Cost[] = [];
  for (let round = 1; round <= (bench.quick ? 1 : 3); round += 1) {
    bench.say(`round ${round}`);
    costs.push(await reportOf(folder));
  }
  const all = (figure: (cost: Cost) => number) => costs.map((cost) => figure(cost).toFixed(1)).join(", ");
  return [
    {
      name: "report of an eight-hour run: time",
      value: median(costs.map((cost) => cost.seconds)),
      unit: "s",
      aim: { atLeast: null, atMost: 3 },
      detail: all((cost) => cost.seconds),
    },
    {
      name: "report of an eight-hour run: largest resident memory",
      value: median(costs.map(({ maxMiB }) => maxMiB)),
      unit: "MiB",
      aim: { atLeast: null, atMost: 300 },
      detail: all(({ maxMiB }) => maxMiB),
    },
  ];
}

interface Cost {
  readonly seconds: number;
  readonly maxMiB: number;
}

/** Says at its end what the process has used at most, in KiB. */
const tellMemory =
  'data:text/javascript,process.on("exit",()=>console.error("maxRSS "+process.resourceUsage().maxRSS))';

async function reportOf(folder: string): Promise<Cost> {
  const command = distFile("commands/tidemark.mjs");
  const startMs = performance.now();
  const { stderr } = await execa(process.execPath, [
    ...["--import", tellMemory, command],
    ...["report", folder, "--results", path.dirname(folder)],
  ]);
  const seconds = (performance.now() - startMs) / 1000;
  const [, kibibytes] = /maxRSS (\d+)/.exec(stderr) ?? [];
  return { seconds, maxMiB: Number(kibibytes) / 1024 };
}
