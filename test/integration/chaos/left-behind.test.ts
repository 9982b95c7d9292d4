/** What becomes of a fault that can't be undone, or can't be written about? */
import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../../lib/core/record/exit-codes.ts";
import { ChaosError } from "../../../lib/node/chaos/chaos-error.ts";
import {
  connectController,
  startController,
  type StartedController,
} from "../../../lib/node/chaos/controller/controller-client.ts";
import { listControllers } from "../../../lib/node/chaos/controller/controller-record.ts";
import { controllersFolder, journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { TOKEN_VARIABLE, writeControllerArguments } from "../../../lib/node/chaos/controller/protocol.ts";
import { isClean, recover, recoverySentences } from "../../../lib/node/chaos/controller/recover.ts";
import { startChild, type Child } from "../../../lib/node/process/child.ts";
import { openLedger } from "../../../lib/node/process/ledger.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { builtScriptedController } from "./support/daemons.ts";
import { fileEffect, scriptedEffectors, withoutUndo } from "./support/scripted-effectors.ts";
import { aFault } from "./support/victims.ts";

const leaseMs = 60_000;
const token = "a token that is long enough, and secret";

describe("a fault controller", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  let module = "";
  let state = "";
  let controllers: StartedController[] = [];

  before(async () => {
    module = await builtScriptedController();
  });
  after(() => rmSync(module, { force: true }));
  beforeEach(() => {
    state = path("state");
    mkdirSync(path("target"));
  });
  afterEach(async () => {
    for (const controller of controllers) await controller.close().catch(() => undefined);
    controllers = [];
  });

  async function start(): Promise<StartedController> {
    const common = { stateFolder: state, runId: "run", target: "files" };
    const controller = await startController({ ...common, env: process.env, logFile: path("log"), module });
    controllers.push(controller);
    return controller;
  }

  /** As `startController` does, but with its exit in our hands. */
  function startAsChild(): Promise<Child> {
    return startChild({
      name: "fault controller",
      module,
      args: writeControllerArguments({ stateFolder: state, runId: "run", target: "files" }),
      env: { ...process.env, [TOKEN_VARIABLE]: token },
      logFile: path("log"),
      ledger: openLedger(path("ledgers")),
      readyTimeoutMs: 20_000,
    });
  }

  const faultOf = (...names: readonly string[]) =>
    aFault("f", ...names.map((name) => fileEffect(path("target"), name)));
  const whatHolds = () => readdirSync(path("target"));
  const journals = () => readdirSync(journalsFolder(state));

  async function refusalOf(promise: Promise<unknown>): Promise<ChaosError> {
    const error: unknown = await promise.then(() => null, (thrown: unknown) => thrown);
    if (!(error instanceof ChaosError)) throw new Error(`no ChaosError, but ${String(error)}`);
    return error;
  }

  describe("whose undo does nothing", () => {
    it("finds out by reading back, undoes the rest, and says so", async () => {
      const controller = await start();
      await controller.inject(faultOf("a", withoutUndo, "b"), leaseMs);
      const undone = await controller.undo("f");
      expect(undone).to.deep.include({ presence: "present", failures: [] });
      expect(undone.evidence).to.include(`proxyDisabled: ${withoutUndo} is there`);
      expect(whatHolds()).to.deep.equal([withoutUndo]);
      expect((await controller.held()).map(({ state: held }) => held)).to.deep.equal(["undoFailed"]);
    });

    it("ends with the exit code of a fault that is not undone, and tells what to do in its log", async () => {
      const child = await startAsChild();
      const [record] = listControllers(state);
      await connectController(record!).inject(faultOf(withoutUndo), leaseMs);
      process.kill(child.pid, "SIGTERM");
      expect(await child.exited).to.deep.equal({ code: exitCodes.faultNotUndone, signal: null });
      expect(readFileSync(path("log"), "utf8")).to.include(
        "NOT CONFIRMED AS UNDONE: hits f; remedy: tidemark chaos recover, or by hand: mends f",
      );
      expect(journals()).to.have.lengthOf(1);
    });

    it("leaves its journal until somebody can undo it", async () => {
      const controller = await start();
      await controller.inject(faultOf(withoutUndo), leaseMs);
      expect((await controller.close()).map(({ presence }) => presence)).to.deep.equal(["present"]);

      const next = await start();
      expect(isClean(next.recovery)).to.be.false;
      expect(recoverySentences(next.recovery).join()).to.include("NOT CONFIRMED AS UNDONE: hits f;");
      await next.close();
      expect(journals()).to.have.lengthOf(1);

      rmSync(path("target", withoutUndo));
      const recovery = await recover({ stateFolder: state, effectors: scriptedEffectors });
      expect(isClean(recovery)).to.be.true;
      expect(recoverySentences(recovery)).to.deep.equal([
        `undone, and confirmed by reading back: hits f (left behind by fault controller ${controller.pid})`,
      ]);
      expect(journals()).to.deep.equal([]);
    });
  });

  describe("whose disk is full", () => {
    let disk: string | null = null;

    beforeEach("mount a small file system", function () {
      disk = mountSmallDisk(path("disk"));
      if (disk === null) skipBecause(this, "mounting a tmpfs needs root on Linux");
      state = path("disk", "state");
    });
    afterEach("unmount it", async () => {
      for (const controller of controllers) await controller.close().catch(() => undefined);
      if (disk !== null) unmountDisk(disk);
      disk = null;
    });

    it("applies nothing, and says why", async () => {
      const controller = await start();
      fillDisk(path("disk"));
      const error = await refusalOf(controller.inject(faultOf("a"), leaseMs));
      expect(error).to.include({ code: "journalNotWritten", kind: "preflight" });
      expect(error.message).to.include("ENOSPC").and.include("nothing was applied; free some space");
      expect(whatHolds()).to.deep.equal([]);
      expect(await controller.held()).to.deep.equal([]);
    });

    it("undoes what it had applied before, and tells of the rows that are missing", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      fillDisk(path("disk"));
      // What is left of a page takes some rows.
      for (let row = 0; row < 50; row += 1) await controller.renew("f");
      const undone = await controller.undo("f");
      expect(undone.presence).to.equal("clean");
      expect(undone.failures).to.have.lengthOf(1);
      expect(undone.failures[0]).to.include("could not be written").and.include("ENOSPC");
      expect(whatHolds()).to.deep.equal([]);
      await controller.close();
      expect(journals()).to.deep.equal([]);
    });

    it("and which is killed leaves a journal that the next one undoes, full or not", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      fillDisk(path("disk"));
      process.kill(controller.pid, "SIGKILL");
      await eventually("it is gone", () => observeProcess(controller.pid) === null);
      const recovery = await recover({ stateFolder: state, effectors: scriptedEffectors });
      expect(isClean(recovery)).to.be.true;
      expect(whatHolds()).to.deep.equal([]);
    });

    it("writes whole rows again once there is room", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      fillDisk(path("disk"));
      for (let row = 0; row < 50; row += 1) await controller.renew("f");
      rmSync(path("disk", "ballast"));
      await controller.renew("f");
      const text = readFileSync(join(journalsFolder(state), String(journals()[0])), "utf8");
      const sequence = text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { seq: number }).seq);
      expect(sequence).to.deep.equal(sequence.map((_seq, index) => index + 1));
    });
  });

  describe("for others", () => {
    it("has a journal and an address that only its user reads, and no token in the journal", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      const journal = join(journalsFolder(state), String(journals()[0]));
      const address = join(controllersFolder(state), String(readdirSync(controllersFolder(state))[0]));
      for (const file of [journal, address]) expect(statSync(file).mode & 0o777, file).to.equal(0o600);
      const [record] = listControllers(state);
      expect(readFileSync(journal, "utf8")).to.not.include(record!.token);
      expect(readFileSync(path("log"), "utf8")).to.not.include(record!.token);
      expect(readFileSync(`/proc/${controller.pid}/cmdline`, "utf8")).to.not.include(record!.token);
    });

    it("can be asked and ended from another terminal", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      const [record] = listControllers(state);
      expect(record).to.include({ pid: controller.pid, runId: "run", target: "files" });
      const other = connectController(record!);
      expect((await other.held()).map(({ fault }) => fault.faultId)).to.deep.equal(["f"]);
      expect((await other.journal()).map(({ event }) => event)).to.deep.equal(["intended", "applied"]);
      expect((await other.close()).map(({ presence }) => presence)).to.deep.equal(["clean"]);
      expect(whatHolds()).to.deep.equal([]);
      expect(listControllers(state)).to.deep.equal([]);
      const gone = await refusalOf(controller.renew("f"));
      expect(gone.code).to.equal("controllerGone");
      expect(gone.message).to.include(`kill -9 ${controller.pid}`).and.include("tidemark chaos recover");
    });

    for (const [what, headers] of [
      ["no token", {}],
      ["another token", { authorization: `Bearer ${"0".repeat(64)}` }],
    ] as const) {
      it(`does nothing for who has ${what}`, async () => {
        const controller = await start();
        await controller.inject(faultOf("a"), leaseMs);
        const [record] = listControllers(state);
        const answer = await fetch(`${record!.url}/undoAll`, { method: "POST", headers, body: "null" });
        expect(answer.status).to.equal(401);
        expect(whatHolds()).to.deep.equal(["a"]);
      });
    }

    it("answers what it does not understand with an error, and lives on", async () => {
      const controller = await start();
      const [record] = listControllers(state);
      const headers = { authorization: `Bearer ${record!.token}` };
      const ask = async (name: string, body: string) =>
        (await fetch(`${record!.url}/${name}`, { method: "POST", headers, body })).status;
      expect(await ask("inject", "{")).to.equal(500);
      expect(await ask("inject", '{"fault":{"effects":[]},"leaseMs":1}')).to.equal(500);
      expect(await ask("toString", "null")).to.equal(404);
      expect(await ask("inject", `"${"x".repeat(2 * 1024 * 1024)}"`)).to.equal(413);
      expect(await controller.held()).to.deep.equal([]);
    });

    it("does not start where its journal can't be written", async () => {
      writeFileSync(path("state"), "a file, and no folder");
      const error: unknown = await start().then(() => null, (thrown: unknown) => thrown);
      expect(String(error)).to.include("can't be written").and.include("TIDEMARK_STATE_DIR");
    });
  });

  describe("that is dead", () => {
    it("leaves an address that is removed by who lists them", async () => {
      const controller = await start();
      process.kill(controller.pid, "SIGKILL");
      await eventually("it is gone", () => observeProcess(controller.pid) === null);
      expect(readdirSync(controllersFolder(state))).to.have.lengthOf(1);
      expect(listControllers(state)).to.deep.equal([]);
      expect(readdirSync(controllersFolder(state))).to.deep.equal([]);
    });

    it("and whose journal can't be understood keeps it, and the person is told", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      process.kill(controller.pid, "SIGKILL");
      await eventually("it is gone", () => observeProcess(controller.pid) === null);
      const file = join(journalsFolder(state), String(journals()[0]));
      writeFileSync(file, `nonsense\n${readFileSync(file, "utf8")}`);
      const recovery = await recover({ stateFolder: state, effectors: scriptedEffectors });
      expect(whatHolds(), "the rows that can be read are followed").to.deep.equal([]);
      expect(isClean(recovery)).to.be.false;
      expect(recovery.problems).to.deep.equal([
        `${file}: row 1 can't be read; what it says may still be there: look at the target, then remove the file`,
      ]);
      expect(existsSync(file)).to.be.true;
    });
  });
});
