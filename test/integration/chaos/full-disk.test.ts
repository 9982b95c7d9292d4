/** A fault controller whose journal finds no room: nothing new is applied, and what was is undone all the same. */
import { expect } from "chai";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { isClean, recover } from "../../../lib/node/chaos/controller/recover.ts";
import { skipBecause } from "../../support/skip.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { refusalOf } from "../../support/refusal-of-chaos.ts";
import { scriptedControllers } from "./support/scripted-controllers.ts";
import { scriptedEffectors } from "./support/scripted-effectors.ts";

const leaseMs = 60_000;

describe("a fault controller", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const controllers = scriptedControllers(path);
  const { kill, faultOf, whatHolds, closeAll } = controllers;
  const state = () => path("disk", "state");
  const start = () => controllers.start(state());
  const journals = () => readdirSync(journalsFolder(state()));
  describe("whose disk is full", () => {
    let disk: string | null = null;

    beforeEach("mount a small file system", function () {
      disk = mountSmallDisk(path("disk"));
      if (disk === null) skipBecause(this, "mounting a tmpfs needs root on Linux");
    });
    afterEach("unmount it", async () => {
      await closeAll();
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
      await kill(controller);
      const recovery = await recover({ stateFolder: state(), effectors: scriptedEffectors });
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
      const text = readFileSync(join(journalsFolder(state()), String(journals()[0])), "utf8");
      const sequence = text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { seq: number }).seq);
      expect(sequence).to.deep.equal(sequence.map((_seq, index) => index + 1));
    });
  });
});
