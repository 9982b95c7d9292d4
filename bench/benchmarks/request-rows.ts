/** What does it cost to make rows of requests of k6's CSV output, and does memory stay where it is? */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { installRoot } from "../../lib/node/process/install-root.ts";
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { median } from "../median.ts";

/** Less than half of it, and the peak is still that of a heap that has not been collected yet. */
const MEBIBYTES = 512;

export const requestRows: Benchmark = {
  name: "rows of requests",
  question: "How fast is k6's CSV output made into a row for each request, in how much memory?",
  method:
    `${MEBIBYTES} MiB of made-up output, nine samples for each request, in pieces of 64 KiB and in a process of its own; ` +
    "medians of three; then four times as much, once. Reading the pipe and compressing are left out.",
  measure,
};

interface Cost {
  readonly seconds: number;
  readonly maxMiB: number;
}

async function measure(bench: Bench): Promise<Measurement[]> {
  const program = path.join(bench.folder, "convert.mjs");
  await build({
    entryPoints: [path.join(installRoot(), "bench/csv/convert.ts")],
    ...{ outfile: program, bundle: true, platform: "node", format: "esm" },
  });
  const mebibytes = bench.quick ? 1 : MEBIBYTES;
  const costs: Cost[] = [];
  for (let round = 1; round <= (bench.quick ? 1 : 3); round += 1) {
    bench.say(`round ${round}`);
    costs.push(await converted(program, mebibytes));
  }
  bench.say("four times as much");
  const fourfold = await converted(program, 4 * mebibytes);
  const speeds = costs.map(({ seconds }) => mebibytes / seconds);
  const peakMiB = median(costs.map(({ maxMiB }) => maxMiB));
  return [
    {
      name: "CSV conversion: speed",
      value: median(speeds),
      unit: "MiB/s",
      // A request is about 1 KiB of it: 25 MiB/s are more than k6 sends from one machine.
      aim: { atLeast: 25, atMost: null },
      detail: speeds.map((speed) => speed.toFixed(0)).join(", "),
    },
    {
      name: "CSV conversion: peak memory of four times the input, by that of the input",
      value: fourfold.maxMiB / peakMiB,
      unit: "ratio",
      aim: { atLeast: null, atMost: 1.15 },
      detail: `${peakMiB.toFixed(0)} MiB, ${fourfold.maxMiB.toFixed(0)} MiB`,
    },
  ];
}

async function converted(program: string, mebibytes: number): Promise<Cost> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(mebibytes)]);
  return JSON.parse(stdout) as Cost;
}
