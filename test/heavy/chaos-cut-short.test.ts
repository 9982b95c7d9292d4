/** Experiments on the embedded system that are cut short without a wait: whatever ends, the fault is undone. */
import { expect } from "chai";
import { injected, nothingIsLeft, stopped } from "../e2e/support/long-pause.ts";
import { shortExperiments } from "../e2e/support/short-experiments.ts";
import { eventually } from "../support/eventually.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";
import { toxiproxyForTests } from "../support/toxiproxy-for-tests.ts";

/** The lease, and what the undo takes. */
const UNDONE_LIMIT_MS = 15_000;
/** The system that was started for it ends, and the record and its reports are written, on a busy machine. */
const AT_ONCE_MS = 30_000;

describe("an experiment that is cut short", function () {
  this.timeout(300_000);
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let project: string;

  before(async function () {
    if (process.platform !== "linux") skipBecause(this, "faults in processes are looked at through /proc");
    await toxiproxyForTests(this);
  });
  beforeEach(() => {
    tool = tidemark(temporary());
    project = shortExperiments(temporary());
  });

  const start = () => tool.start("chaos", "run", "long-pause", "--yes", "--seed", "1", "--project", project);

  it("ends at once on a second Ctrl-C, with 105, and no service stands still any more", async () => {
    const run = start();
    const below = await injected(tool, run);
    const load = below.find(({ command }) => command.includes("k6 run ") && !command.includes("-host.mjs"));
    run.kill("SIGINT");
    run.kill("SIGINT");
    const since = performance.now();
    await eventually("no service stands still", () => stopped(below).length === 0, UNDONE_LIMIT_MS);
    const { exitCode, stderr } = await run;
    expect(exitCode, stderr).to.equal(105);
    expect(performance.now() - since).to.be.lessThan(AT_ONCE_MS);
    expect(load, "the load").not.to.equal(undefined);
    expect(stderr).to.match(/SIGINT again: ending at once/);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("aborted");
    expect(record.experiments[0]).to.include({ status: "interrupted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    await nothingIsLeft(tool, below);
  });

  it("is undone, and says what happened, where k6 is killed under it", async () => {
    const run = start();
    const below = await injected(tool, run);
    const load = below.find(({ command }) => command.includes("k6 run ") && !command.includes("-host.mjs"));
    process.kill(load?.pid ?? 0, "SIGKILL");
    await eventually("no service stands still", () => stopped(below).length === 0, UNDONE_LIMIT_MS);
    const { exitCode, stderr, stdout } = await run;
    expect(exitCode, `${stderr}\n${stdout}`).to.equal(1);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("aborted");
    expect(record.facts?.generatorFailure).to.include("SIGKILL");
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    expect(stdout, "nobody set one").not.to.include("stop condition");
    await nothingIsLeft(tool, below);
  });
});
