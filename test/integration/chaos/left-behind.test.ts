/** What becomes of a fault that can't be undone, and of what a dead controller left? */
import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../../lib/core/record/exit-codes.ts";
import { connectController } from "../../../lib/node/chaos/controller/controller-client.ts";
import { listControllers } from "../../../lib/node/chaos/controller/controller-record.ts";
import { controllersFolder, journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { TOKEN_VARIABLE, writeControllerArguments } from "../../../lib/node/chaos/controller/protocol.ts";
import { isClean, recover, recoverySentences } from "../../../lib/node/chaos/controller/recover.ts";
import { startChild, type Child } from "../../../lib/node/process/child.ts";
import { openLedger } from "../../../lib/node/process/ledger.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { scriptedControllers } from "./support/scripted-controllers.ts";
import { fileEffect, holdFile, scriptedEffectors, withoutUndo } from "./support/scripted-effectors.ts";
import { aFault } from "./support/victims.ts";

const leaseMs = 60_000;
const token = "a token that is long enough, and secret";

describe("a fault controller", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const { start, kill, module, faultOf, whatHolds } = scriptedControllers(path);
  const state = () => path("state");
  const journals = () => readdirSync(journalsFolder(state()));

  /** As `startController` does, but with its exit in our hands. */
  function startAsChild(): Promise<Child> {
    return startChild({
      name: "fault controller",
      module: module(),
      args: writeControllerArguments({ stateFolder: state(), runId: "run", target: "files" }),
      env: { ...process.env, [TOKEN_VARIABLE]: token },
      logFile: path("log"),
      ledger: openLedger(path("ledgers")),
      readyTimeoutMs: 20_000,
    });
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

    it("tries again by itself, until nothing is left", async () => {
      const controller = await start();
      await controller.inject(faultOf(withoutUndo), leaseMs);
      await controller.undo("f");
      const attempts = async () => (await controller.held())[0]?.undoAttempts ?? 0;
      await eventually("it has tried again", async () => (await attempts()) > 1);
      expect((await controller.held())[0]?.lastFailure.join()).to.include(`${withoutUndo} is there`);
      rmSync(path("target", withoutUndo));
      await eventually(
        "it has seen that nothing is left",
        async () => (await controller.held()).length === 0,
      );
      const rows = (await controller.journal()).map(({ event }) => event);
      expect(rows).to.deep.equal(["intended", "applied", "undone", "undoFailed", "confirmed"]);
      expect((await controller.undo("f")).evidence.at(-1)).to.match(/^so it was after \d+ undos/);
      expect((await controller.close()).length).to.equal(0);
      expect(journals()).to.deep.equal([]);
    });

    it("ends with the exit code of a fault that is not undone, and tells what to do in its log", async () => {
      const child = await startAsChild();
      const [record] = listControllers(state());
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
      const recovery = await recover({ stateFolder: state(), effectors: scriptedEffectors });
      expect(isClean(recovery)).to.be.true;
      expect(recoverySentences(recovery)).to.deep.equal([
        `undone, and confirmed by reading back: hits f (left behind by fault controller ${controller.pid})`,
      ]);
      expect(journals()).to.deep.equal([]);
    });
  });

  describe("one of whose undos hangs", () => {
    it("undoes the other faults at once, when it is asked to end", async () => {
      const controller = await start();
      mkdirSync(path("other"));
      await controller.inject(aFault("g", fileEffect(path("other"), "b")), leaseMs);
      await controller.inject(faultOf("a"), leaseMs);
      writeFileSync(holdFile(path("target"), "undo"), "");
      process.kill(controller.pid, "SIGTERM");
      await eventually("the other is undone", () => !existsSync(path("other", "b")), 5_000);
      expect(whatHolds()).to.deep.equal(["a"]);
      rmSync(holdFile(path("target"), "undo"));
      await eventually("it is gone", () => observeProcess(controller.pid) === null);
      expect(whatHolds()).to.deep.equal([]);
      expect(journals()).to.deep.equal([]);
    });
  });

  describe("that is dead", () => {
    it("leaves an address that is removed by who lists them", async () => {
      const controller = await start();
      await kill(controller);
      expect(readdirSync(controllersFolder(state()))).to.have.lengthOf(1);
      expect(listControllers(state())).to.deep.equal([]);
      expect(readdirSync(controllersFolder(state()))).to.deep.equal([]);
    });

    it("and whose journal can't be understood keeps it, and the person is told", async () => {
      const controller = await start();
      await controller.inject(faultOf("a"), leaseMs);
      await kill(controller);
      const file = join(journalsFolder(state()), String(journals()[0]));
      writeFileSync(file, `nonsense\n${readFileSync(file, "utf8")}`);
      const recovery = await recover({ stateFolder: state(), effectors: scriptedEffectors });
      expect(whatHolds(), "the rows that can be read are followed").to.deep.equal([]);
      expect(isClean(recovery)).to.be.false;
      expect(recovery.problems).to.deep.equal([
        `${file}: row 1 can't be read; what it says may still be there: look at the target, then remove the file`,
      ]);
      expect(existsSync(file)).to.be.true;
    });
  });
});
