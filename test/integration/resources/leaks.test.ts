/**
 * Does the way from real processes to a verdict hold: sampled by the operating system's word, written,
 * read back, judged? Four processes at once, in seconds instead of hours.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { soakTrends } from "../../../lib/app/run/trends.ts";
import type { ResourceSample } from "../../../lib/core/record/resource.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { startResourceSampler } from "../../../lib/node/resources/resource-sampler.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aRecord } from "../../unit/core/given.ts";

const INTERVAL_MS = 50;
const SAMPLES_EACH = 140;
const names = ["leak", "level", "sawtooth", "clean"] as const;

describe("the trends of real processes", () => {
  const temporary = temporaryFolder();
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  async function start(course: string): Promise<number> {
    const stub = path.join(installRoot(), "test/support/memory-stub.mjs");
    const child = spawn(process.execPath, ["--expose-gc", "--single-threaded-gc", stub, course], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, MALLOC_MMAP_THRESHOLD_: "65536" },
    });
    children.push(child);
    await once(child.stdout, "data");
    return child.pid ?? 0;
  }

  function samplesOf(name: string): number {
    const rows = readFileSync(temporary("resources.ndjson"), "utf8").split("\n").slice(0, -1);
    return rows.filter((row) => (JSON.parse(row) as ResourceSample).subject === name).length;
  }

  it("tell a leak from a climb that levels, a collector's sawtooth and a clean process", async () => {
    const pids = await Promise.all(names.map(start));
    const startedAt = new Date();
    const sampler = startResourceSampler({
      runFolder: temporary(),
      subjects: names.map((name, index) => ({ kind: "process", name, pid: pids[index] ?? 0, mayEnd: false })),
      intervalMs: INTERVAL_MS,
      nowMs: Date.now,
      dockerHost: null,
    });
    await eventually("a first sample of each", () => names.every((name) => samplesOf(name) > 0));
    for (const { stdin } of children) stdin?.write("go\n");
    await eventually("enough samples", () => names.every((name) => samplesOf(name) >= SAMPLES_EACH), 18_000);
    const endedAt = new Date();
    const { notes } = await sampler.stop();
    expect(notes).to.deep.equal([]);
    const { trends } = await soakTrends({ folder: temporary(), plan: aRecord().plan, startedAt, endedAt });
    const outcomes = trends.map(({ subject, quantity, outcome }) => [subject, quantity, outcome]);
    const told = trends.map(({ text }) => text).join("\n");
    // In the order of their first samples, which is nobody's promise.
    expect(outcomes, told).to.have.deep.members([
      ["leak", "residentBytes", "leak"],
      ["level", "residentBytes", "levelled"],
      ["sawtooth", "residentBytes", "stable"],
      ["clean", "residentBytes", "stable"],
    ]);
  });
});
