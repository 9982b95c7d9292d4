/**
 * Does a record survive? The runner is killed with SIGKILL at ten random moments of a run: what it
 * leaves can be read each time, and says that the run did not come to its end.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, constants } from "node:zlib";
import { expect } from "chai";
import { readRecord } from "../../lib/node/records/read-record.ts";
import { eventually } from "../support/eventually.ts";
import { descendantsOf, stillRunning } from "../support/processes.ts";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runFolders, tidemark } from "../support/tidemark.ts";

const KILLS = 10;
/** From the first trace of a run to well after its end. */
const LATEST_KILL_MS = 6_000;

/** A small generator of numbers from 0 to 1 (Park and Miller, CACM 31, 1988): a seed repeats a failure. */
function randomFrom(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe("a run that is killed at a random moment", () => {
  const temporary = temporaryFolder();
  let server: ScriptedServer;

  before(function () {
    if (process.platform !== "linux") skipBecause(this, "the processes of a run are found through /proc");
  });
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000) + 1;

  it(`leaves a record that can be read, ten times (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    for (let kill = 0; kill < KILLS; kill++)
      await killOnce(temporary(String(kill)), random() * LATEST_KILL_MS);
  });

  async function killOnce(folder: string, afterMs: number): Promise<void> {
    const tool = tidemark(folder);
    const urls = ["api", "postgres", "mongo"].flatMap((service) => ["--url", `${service}=${server.url}`]);
    const run = tool.start("run", "sustained", ...urls, "--rate", "50", "--duration", "4s", "--warmup", "0s");
    await eventually("the run has begun", () => existsSync(recordOf(tool)) || run.exitCode !== null, 30_000);
    const below = descendantsOf(run.pid ?? 0);
    const timer = setTimeout(() => run.kill("SIGKILL"), afterMs);
    const { signal } = await run;
    clearTimeout(timer);
    await eventually("nothing of it runs", () => stillRunning(below).length === 0, 30_000);
    await expectReadable(tool.resultsFolder, signal === "SIGKILL", `killed after ${Math.round(afterMs)} ms`);
  }

  function recordOf(tool: ReturnType<typeof tidemark>): string {
    return join(runFolders(tool)[0] ?? tool.resultsFolder, "run.json");
  }
});

async function expectReadable(resultsFolder: string, wasKilled: boolean, when: string): Promise<void> {
  const { record, folder } = await readRecord("latest", resultsFolder);
  if (record.state === "running") {
    expect(wasKilled, when).to.equal(true);
    expect(record.verdict.status, when).to.equal("aborted");
    expect(record.exitCode, when).to.equal(null);
  } else expect(record.verdict.status, when).not.to.equal("aborted");
  for (const name of ["steps.ndjson", "events.ndjson", "resources.ndjson"]) {
    for (const line of wholeLines(join(folder, name))) {
      expect(JSON.parse(line), `${name}, ${when}`).to.include({ schema: 1 });
    }
  }
  const rows = join(folder, "requests.csv.gz");
  if (existsSync(rows) && readFileSync(rows).length > 0) {
    const text = gunzipSync(readFileSync(rows), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    expect(text === "" || text.startsWith("timestamp,"), when).to.equal(true);
  }
}

/** All but a torn last one. */
function wholeLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}
