/** How long does a person wait for Tidemark beyond the time that k6 takes? */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { exitCodes } from "../../lib/core/record/exit-codes.ts";
import { fileNames } from "../../lib/core/record/names.ts";
import { distFile } from "../../lib/node/process/install-root.ts";
import type { Bench, Benchmark } from "../benchmark.ts";
import { median } from "../median.ts";
import { runK6 } from "../run-k6.ts";
import { startTrivialServer } from "../trivial-server/start.ts";

export const overhead: Benchmark = {
  name: "time beyond k6's own",
  question:
    "How much longer than k6 itself does `tidemark run` take, with a target given and everything cached?",
  method:
    "`tidemark run sustained` against the trivial server, then plain k6 on the script that this run left; the median " +
    "of the pairs' differences in wall time.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      const pairs = bench.quick ? 1 : 5;
      const differences: number[] = [];
      for (let pair = 1; pair <= pairs; pair += 1) {
        bench.say(`pair ${pair} of ${pairs}`);
        const results = path.join(bench.folder, `overhead-${pair}`);
        const tidemark = await seconds(() => runTidemark(bench, server.address, results));
        const alone = await seconds(async () => runAlone(bench, results));
        differences.push(tidemark - alone);
      }
      return [
        {
          name: "tidemark run - k6 run",
          value: median(differences),
          unit: "s",
          aim: { atLeast: null, atMost: 1.5 },
          detail: differences.map((difference) => difference.toFixed(2)).join(", "),
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

async function runTidemark(bench: Bench, address: string, results: string): Promise<void> {
  const command = [distFile("commands/tidemark.mjs"), "run", "sustained"];
  const load = ["--duration", bench.quick ? "1s" : "5s", "--warmup", "0s", "--rate", "100", "--quiet"];
  const where = ["--url", `api=${address}`, "--results", results, "--k6", bench.k6];
  await promisify(execFile)(process.execPath, [...command, ...load, ...where], { maxBuffer: 2 ** 26 }).catch(
    rejectUnlessVerdict,
  );
}

/** A verdict other than pass (so few samples decide little) is no failure of the benchmark. */
function rejectUnlessVerdict(error: Error & { code?: number | string }): void {
  if (error.code !== exitCodes.inconclusive && error.code !== exitCodes.fail) throw error;
}

async function runAlone(bench: Bench, results: string): Promise<void> {
  const latest = (await readFile(path.join(results, fileNames.latest), "utf8")).trim();
  await runK6(bench, path.join(results, path.basename(latest), fileNames.script), {});
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return (performance.now() - startedAtMs) / 1_000;
}
