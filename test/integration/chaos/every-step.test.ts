/** A controller is killed with SIGKILL at each step of its journal: what holds before, and what after the next start? */
import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { StartedController } from "../../../lib/node/chaos/controller/controller-client.ts";
import { journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { isClean } from "../../../lib/node/chaos/controller/recover.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { scriptedControllers } from "./support/scripted-controllers.ts";
import { holdFile, waitingFile, type HeldStep } from "./support/scripted-effectors.ts";

describe("a fault whose controller is killed with SIGKILL", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const { start, kill, faultOf, whatHolds } = scriptedControllers(path);
  const lastRow = () => {
    const [file] = readdirSync(journalsFolder(path("state")));
    const rows = readFileSync(path("state", "chaos", "journals", String(file)), "utf8")
      .trim()
      .split("\n");
    return (JSON.parse(String(rows.at(-1))) as { event: string }).event;
  };

  interface Moment {
    readonly when: string;
    readonly row: string;
    readonly hold: HeldStep | null;
    readonly holds: readonly string[];
    readonly leaseMs: number;
    readonly then: (controller: StartedController) => Promise<unknown>;
  }

  const nothing = async () => undefined;
  const long = 60_000;
  const moments: readonly Moment[] = [
    {
      when: "before anything is applied",
      row: "intended",
      hold: "apply",
      holds: [],
      leaseMs: long,
      then: nothing,
    },
    {
      when: "amid its effects",
      row: "intended",
      hold: "applied",
      holds: ["a"],
      leaseMs: long,
      then: nothing,
    },
    { when: "once applied", row: "applied", hold: null, holds: ["a", "b"], leaseMs: long, then: nothing },
    {
      when: "once renewed",
      row: "renewed",
      hold: null,
      holds: ["a", "b"],
      leaseMs: long,
      then: (controller) => controller.renew("f"),
    },
    {
      when: "when its lease ran out",
      row: "expired",
      hold: "undo",
      holds: ["a", "b"],
      leaseMs: 300,
      then: nothing,
    },
    {
      when: "when its undo was wished",
      row: "applied",
      hold: "undo",
      holds: ["a", "b"],
      leaseMs: long,
      then: (controller) => controller.undo("f").catch(() => undefined),
    },
    {
      when: "between the undo and the look",
      row: "undone",
      hold: "readBack",
      holds: [],
      leaseMs: long,
      then: (controller) => controller.undo("f").catch(() => undefined),
    },
  ];

  for (const { when, row, hold, holds, leaseMs: lease, then } of moments) {
    it(`${when} (${row}) is undone by the next start`, async () => {
      const controller = await start();
      if (hold !== null) writeFileSync(holdFile(path("target"), hold), "");
      const injecting = controller.inject(faultOf("a", "b"), lease).catch(() => undefined);
      if (hold !== "apply" && hold !== "applied") await injecting;
      void then(controller);
      await eventually("the moment has come", () =>
        hold === null ? lastRow() === row : existsSync(waitingFile(path("target"), hold)),
      );
      expect([lastRow(), whatHolds()]).to.deep.equal([row, holds]);
      await kill(controller);
      expect(whatHolds()).to.deep.equal(holds);
      if (hold !== null) rmSync(holdFile(path("target"), hold));

      const { recovery } = await start();
      expect(whatHolds()).to.deep.equal([]);
      expect(recovery.faults.map(({ undone }) => undone.presence)).to.deep.equal(["clean"]);
      expect((await start()).recovery, "nothing is undone a second time").to.deep.equal({
        faults: [],
        problems: [],
      });
    });
  }

  it("once confirmed as undone is not undone again", async () => {
    const controller = await start();
    await controller.inject(faultOf("a", "b"), long);
    await controller.undo("f");
    await kill(controller);
    writeFileSync(path("target", "a"), "of somebody else");
    expect((await start()).recovery).to.deep.equal({ faults: [], problems: [] });
    expect(whatHolds()).to.deep.equal(["a"]);
  });

  it("after its last row was torn is undone all the same", async () => {
    const controller = await start();
    await controller.inject(faultOf("a", "b"), long);
    await kill(controller);
    const [file] = readdirSync(journalsFolder(path("state")));
    writeFileSync(path("state", "chaos", "journals", String(file)), '{"schema":1,"seq":3,"ev', { flag: "a" });
    expect(isClean((await start()).recovery)).to.be.true;
    expect(whatHolds()).to.deep.equal([]);
  });

  it("is not interrupted in its undo by further signals", async () => {
    const controller = await start();
    await controller.inject(faultOf("a", "b"), long);
    writeFileSync(holdFile(path("target"), "undo"), "");
    for (const signal of ["SIGTERM", "SIGTERM", "SIGINT", "SIGHUP", "SIGINT"] as const) {
      process.kill(controller.pid, signal);
      await eventually("it undoes", () => existsSync(waitingFile(path("target"), "undo")));
    }
    expect(observeProcess(controller.pid)).to.not.be.null;
    rmSync(holdFile(path("target"), "undo"));
    await eventually("it is gone", () => observeProcess(controller.pid) === null);
    expect(whatHolds()).to.deep.equal([]);
    expect(readdirSync(journalsFolder(path("state")))).to.deep.equal([]);
  });
});
