/** Who may ask a fault controller for something, and what do others see of it? */
import { expect } from "chai";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectController } from "../../../lib/node/chaos/controller/controller-client.ts";
import { listControllers } from "../../../lib/node/chaos/controller/controller-record.ts";
import { controllersFolder, journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { refusalOf } from "../../support/refusal-of-chaos.ts";
import { scriptedControllers } from "./support/scripted-controllers.ts";

const leaseMs = 60_000;

describe("for others, a fault controller", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const { start, faultOf, whatHolds } = scriptedControllers(path);
  const state = () => path("state");
  const journals = () => readdirSync(journalsFolder(state()));

  it("has a journal and an address that only its user reads, and no token in the journal", async () => {
    const controller = await start();
    await controller.inject(faultOf("a"), leaseMs);
    const journal = join(journalsFolder(state()), String(journals()[0]));
    const address = join(controllersFolder(state()), String(readdirSync(controllersFolder(state()))[0]));
    for (const file of [journal, address]) expect(statSync(file).mode & 0o777, file).to.equal(0o600);
    const [record] = listControllers(state());
    expect(readFileSync(journal, "utf8")).to.not.include(record!.token);
    expect(readFileSync(path("log"), "utf8")).to.not.include(record!.token);
    expect(readFileSync(`/proc/${controller.pid}/cmdline`, "utf8")).to.not.include(record!.token);
  });

  it("can be asked and ended from another terminal", async () => {
    const controller = await start();
    await controller.inject(faultOf("a"), leaseMs);
    const [record] = listControllers(state());
    expect(record).to.include({ pid: controller.pid, runId: "run", target: "files" });
    const other = connectController(record!);
    expect((await other.held()).map(({ fault }) => fault.faultId)).to.deep.equal(["f"]);
    expect((await other.journal()).map(({ event }) => event)).to.deep.equal(["intended", "applied"]);
    expect((await other.close()).map(({ presence }) => presence)).to.deep.equal(["clean"]);
    expect(whatHolds()).to.deep.equal([]);
    expect(listControllers(state())).to.deep.equal([]);
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
      const [record] = listControllers(state());
      const answer = await fetch(`${record!.url}/undoAll`, { method: "POST", headers, body: "null" });
      expect(answer.status).to.equal(401);
      expect(whatHolds()).to.deep.equal(["a"]);
    });
  }

  it("answers what it does not understand with an error, and lives on", async () => {
    const controller = await start();
    const [record] = listControllers(state());
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
    const error: unknown = await start().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(String(error)).to.include("can't be written").and.include("TIDEMARK_STATE_DIR");
  });
});
