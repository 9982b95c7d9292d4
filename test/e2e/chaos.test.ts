/**
 * Experiments on the real embedded system: what they show, and that nothing is left behind however they
 * end. Whether a fault is undone is read from the system's processes, not from what the controller wrote.
 */
import { readdirSync } from "node:fs";
import { expect } from "chai";
import type { JournalEntry } from "../../lib/core/experiment/journal.ts";
import type { ProbeRow } from "../../lib/core/experiment/probe.ts";
import { eventually } from "../support/eventually.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";
import { injected, nothingIsLeft, rowsOf, stopped } from "./support/long-pause.ts";
import { shortExperiments } from "./support/short-experiments.ts";

/** The lease, and what the undo takes. */
const UNDONE_LIMIT_MS = 15_000;

describe("an experiment", function () {
  this.timeout(300_000);
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let project: string;

  before(function () {
    if (process.platform !== "linux") skipBecause(this, "faults in processes are looked at through /proc");
  });
  beforeEach(() => {
    tool = tidemark(temporary());
    project = shortExperiments(temporary());
  });

  const start = (...names: string[]) =>
    tool.start("chaos", "run", ...names, "--yes", "--quiet", "--seed", "1", "--project", project);

  it("kills a service twice and delays a store, sees both, and finds the system itself again", async () => {
    const { exitCode, stderr } = await start("short-kill", "short-latency");
    expect(exitCode, stderr).to.equal(0);
    const [kill, latency] = onlyRecord(tool).experiments;
    expect(kill).to.include({ experiment: "short-kill", driver: "embedded", status: "completed" });
    expect(kill?.faults.map(({ instances, presence }) => [instances, presence])).to.deep.equal([
      [["postgres"], "clean"],
      [["postgres"], "clean"],
    ]);
    for (const { measured, evidence } of kill?.faults ?? []) {
      expect(measured?.detectedAfterSeconds).to.be.within(0, 3);
      expect(measured?.recoveredAfterSeconds, "the restart comes after 4 s").to.be.within(3.5, 10);
      expect(evidence.join()).to.match(/every endpoint that was asked answers again \(.*postgres_health/);
    }
    expect(kill?.recoveredAfterSeconds).to.include({ n: 2, reached: 2 });
    expect(latency).to.include({ status: "completed" });
    expect(latency?.faults[0]).to.include({ presence: "clean" });
    expect(latency?.faults[0]?.measured?.slowdown).to.be.above(5);
    expect(rowsOf<ProbeRow>(tool, "probe.ndjson").some(({ ok }) => !ok)).to.equal(true);
    const journal = rowsOf<JournalEntry>(tool, "journal.ndjson").map(({ event }) => event);
    expect(journal.filter((event) => event === "intended")).to.have.length(3);
    expect(journal.filter((event) => event === "confirmed")).to.have.length(3);
    expect(readdirSync(tool.stateFolder)).not.to.include("ledger");
  });

  it("is undone by Ctrl-C before the load ends, and ends with 105", async () => {
    const run = start("long-pause");
    const below = await injected(tool, run);
    run.kill("SIGINT");
    const { exitCode, stderr } = await run;
    expect(exitCode, stderr).to.equal(105);
    const record = onlyRecord(tool);
    expect(record.experiments[0]).to.include({ status: "interrupted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    const undoneAtMs = record.experiments[0]?.faults[0]?.undoneAtMs ?? 0;
    expect(undoneAtMs, "before the load ended").to.be.below(Date.parse(record.endedAt ?? ""));
    await nothingIsLeft(tool, below);
  });

  it("is ended by its stop condition, with 108 and everything undone", async () => {
    const { exitCode, stderr } = await start("stopped-early");
    expect(exitCode, stderr).to.equal(108);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("aborted");
    expect(record.facts?.stopCondition).to.match(/of the probe's \d+ requests of the last 4 s failed/);
    expect(record.experiments[0]).to.include({ status: "aborted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    await nothingIsLeft(tool, []);
  });

  it("leaves nothing behind where its runner is killed while a fault is in", async () => {
    const run = start("long-pause");
    const below = await injected(tool, run);
    run.kill("SIGKILL");
    await run;
    await eventually("no service stands still", () => stopped(below).length === 0, UNDONE_LIMIT_MS);
    await nothingIsLeft(tool, below);
  });

  it("ends with 5 and says what to do where the fault controller is killed, and recover finds it clean", async () => {
    const run = start("long-pause");
    const below = await injected(tool, run);
    const controller = below.find(({ command }) => command.includes("fault-controller"));
    process.kill(controller?.pid ?? 0, "SIGKILL");
    const { exitCode, stderr, stdout } = await run;
    expect(exitCode, stderr).to.equal(5);
    expect(onlyRecord(tool).exitCode).to.equal(5);
    expect(stdout).to.include("npx tidemark chaos recover");
    const again = await start("long-pause");
    expect(again.exitCode, "a new run is refused first").to.equal(4);
    expect(again.stderr).to.include("faults of an earlier run may still be there");
    const recovered = await tool.start("chaos", "recover");
    expect([recovered.exitCode, recovered.stderr]).to.deep.equal([0, ""]);
    expect(recovered.stdout).to.include("confirmed by reading back");
    await nothingIsLeft(tool, below);
  });
});
