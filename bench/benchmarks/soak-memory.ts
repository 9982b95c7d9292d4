/** Do k6 and the runner stay the same size for hours? */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { readRows } from "../../lib/app/report/read-rows.ts";
import { senSlope, valuesOf } from "../../lib/core/analysis/sen-slope.ts";
import { windowed } from "../../lib/core/analysis/windows.ts";
import { exitCodes } from "../../lib/core/record/exit-codes.ts";
import { fileNames } from "../../lib/core/record/names.ts";
import { ownSubjects, type ResourceSample } from "../../lib/core/record/resource.ts";
import { distFile } from "../../lib/node/process/install-root.ts";
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { startTrivialServer } from "../trivial-server/start.ts";

const MIB = 2 ** 20;
const HOUR_MS = 3_600_000;
/** What a process may settle by within an hour (docs/soak.md): less is flat. */
const AT_MOST_MIB_PER_HOUR = 32;
const RATE_PER_SECOND = 500;
/**
 * Enough for the trivial server. k6 hands requests to its users in turn, and a user takes its memory when
 * it first works: thousands of them, held ready for a stall, are not all warm for many minutes.
 */
const VIRTUAL_USERS = 50;

export const soakMemory: Benchmark = {
  name: "memory during a soak",
  question: "By how much do k6 and the runner grow within an hour of a soak?",
  method:
    `\`tidemark run soak\` at ${RATE_PER_SECOND} requests/s by ${VIRTUAL_USERS} virtual users against the trivial server; Sen's slope of the resident ` +
    "memory's floor in windows of the run, its warm-up of three minutes left out. A slope of minutes is drawn out to an hour.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      const minutes = bench.quick ? 0.25 : 30;
      bench.say(`${minutes} min at ${RATE_PER_SECOND}/s`);
      const samples = await soak(bench, server.address, minutes * 60, bench.quick ? 2 : 180);
      return [ownSubjects.generator, ownSubjects.runner].map((subject) => growthOf(subject, samples));
    } finally {
      await server.stop();
    }
  },
};

async function soak(
  bench: Bench,
  address: string,
  durationSeconds: number,
  warmupSeconds: number,
): Promise<ResourceSample[]> {
  const results = path.join(bench.folder, "soak");
  const command = [distFile("commands/tidemark.mjs"), "run", "soak", "--quiet"];
  const load = ["--rate", String(RATE_PER_SECOND), "--duration", `${durationSeconds}s`];
  const users = ["--vus", String(VIRTUAL_USERS)];
  const warmup = ["--warmup", `${warmupSeconds}s`, "--check-every", "0"];
  const urls = ["api", "postgres", "mongo"].flatMap((service) => ["--url", `${service}=${address}`]);
  const where = [...urls, "--results", results, "--k6", bench.k6];
  await promisify(execFile)(process.execPath, [...command, ...load, ...users, ...warmup, ...where], {
    maxBuffer: 2 ** 26,
  }).catch(rejectUnlessVerdict);
  const latest = (await readFile(path.join(results, fileNames.latest), "utf8")).trim();
  const samples: ResourceSample[] = [];
  await readRows(path.join(results, path.basename(latest), fileNames.resources), (row) => {
    samples.push(row as ResourceSample);
  });
  const fromMs = Math.min(...samples.map(({ atMs }) => atMs)) + warmupSeconds * 1000;
  return samples.filter(({ atMs }) => atMs >= fromMs);
}

/** What the verdict is does not matter here. */
function rejectUnlessVerdict(error: Error & { code?: number | string }): void {
  if (error.code !== exitCodes.inconclusive && error.code !== exitCodes.fail) throw error;
}

/** As a soak's trends do it: what a collector leaves behind tells of growth, not what it is about to collect. */
function growthOf(subject: string, samples: readonly ResourceSample[]): Measurement {
  const own = samples.flatMap(({ subject: of, atMs, residentBytes }) =>
    of === subject && residentBytes !== null ? [{ atMs, value: residentBytes }] : [],
  );
  const times = own.map(({ atMs }) => atMs);
  const windows = windowed(own, Math.min(...times), Math.max(...times), "floor");
  const floors = windows === null ? [] : valuesOf(windows.series);
  const perWindow = windows === null ? Number.NaN : (senSlope(windows.series) ?? Number.NaN);
  const shown = (bytes: number | undefined) => ((bytes ?? Number.NaN) / MIB).toFixed(1);
  return {
    name: `${subject}: growth an hour`,
    value: (perWindow * (HOUR_MS / (windows?.windowMs ?? Number.NaN))) / MIB,
    unit: "MiB",
    aim: { atLeast: null, atMost: AT_MOST_MIB_PER_HOUR },
    detail: `from ${shown(floors[0])} to ${shown(floors.at(-1))} MiB in ${own.length} samples`,
  };
}
