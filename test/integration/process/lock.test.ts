import { expect } from "chai";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { acquireLock, type Lock } from "../../../lib/node/process/lock.ts";
import { ProcessError } from "../../../lib/node/process/process-error.ts";
import { ownIdentity } from "../../../lib/node/process/process-identity.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { killRunner, startRunner } from "./scripts.ts";

describe("the lock of a target", () => {
  const path = temporaryFolder();

  const lockAs = (runId: string, key = "staging") => acquireLock(path("state"), key, { runId });

  async function refusal(attempt: Promise<Lock>): Promise<ProcessError> {
    const error: unknown = await attempt.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ProcessError);
    return error as ProcessError;
  }

  const runnerThatLocks = `
    await acquireLock(STATE, "staging", { runId: "run-1" });
    report({ lockedAt: new Date().toISOString() });
    setInterval(() => {}, 1000);`;

  it("is held by one run, and free again when that releases it", async () => {
    const lock = await lockAs("run-1");
    expect((await refusal(lockAs("run-2"))).code).to.equal("locked");
    await lock.release();
    await (await lockAs("run-2")).release();
  });

  it("of one target does not hold up another target", async () => {
    const one = await lockAs("run-1", "staging");
    const other = await lockAs("run-2", "embedded");
    await Promise.all([one.release(), other.release()]);
  });

  it("names the run, the process and the time of a live holder", async () => {
    const { runner } = await startRunner(
      path(),
      runnerThatLocks.replace("STATE", JSON.stringify(path("state"))),
    );
    try {
      const { code, kind, message } = await refusal(lockAs("run-2"));
      expect(code).to.equal("locked");
      expect(kind).to.equal("preflight");
      expect(message).to.include("staging").and.include("run-1").and.include(`process ${runner.pid}`);
      expect(message).to.match(/since \d{4}-\d\d-\d\dT/);
    } finally {
      await killRunner(runner);
    }
  });

  it("of a dead holder is taken over at once", async () => {
    const { runner } = await startRunner(
      path(),
      runnerThatLocks.replace("STATE", JSON.stringify(path("state"))),
    );
    await killRunner(runner);
    const startedAt = performance.now();
    const lock = await lockAs("run-2");
    expect(performance.now() - startedAt).to.be.below(1000);
    await lock.release();
  });

  it("of a holder whose id went to a stranger is taken over", async () => {
    await (await lockAs("run-1")).release();
    const [folder] = readdirSync(path("state", "locks")) as [string];
    const claim = {
      key: "staging",
      runId: "run-0",
      pid: process.pid,
      startTime: "another time",
      since: "2020-01-01T00:00:00Z",
    };
    writeFileSync(path("state", "locks", folder, "1-a-1.json"), JSON.stringify(claim));
    writeFileSync(path("state", "locks", folder, "1-b-1.json"), "torn by a power cut");
    await (await lockAs("run-1")).release();
    expect(readdirSync(path("state", "locks", folder))).to.deep.equal([]);
  });

  it("is held by a live claim whose time lies in the future: the clock was set back", async () => {
    await (await lockAs("run-1")).release();
    const [folder] = readdirSync(path("state", "locks")) as [string];
    const claim = { key: "staging", runId: "run-1", ...ownIdentity(), since: "2999-01-01T00:00:00Z" };
    writeFileSync(path("state", "locks", folder, "1-a-1.json"), JSON.stringify(claim));
    expect((await refusal(lockAs("run-2"))).code).to.equal("locked");
  });

  it("goes to exactly one of many that want it at the same moment", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => lockAs(`run-${index}`)),
    );
    const held = attempts.filter((attempt) => attempt.status === "fulfilled");
    expect(held).to.have.lengthOf(1);
    await held[0]?.value.release();
  });

  it("that can't be written is told as a fault of the state folder", async () => {
    mkdirSync(path("state"));
    writeFileSync(path("state", "locks"), "a file in the way");
    const { code, message } = await refusal(lockAs("run-1"));
    expect(code).to.equal("stateFolder");
    expect(message).to.include(path("state")).and.include("TIDEMARK_STATE_DIR");
  });
});
