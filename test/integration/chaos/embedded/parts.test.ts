/** The parts of an embedded system that may be ended and started again: who may do so, where they run, and when it is a failure. */
import { expect } from "chai";
import { effectorsFor } from "../../../../lib/node/chaos/effectors.ts";
import { PARTS_TOKEN_VARIABLE } from "../../../../lib/node/chaos/effectors/parts-api.ts";
import { allowedCores } from "../../../../lib/node/process/pinning.ts";
import { toxiproxyForTests } from "../../../support/toxiproxy-for-tests.ts";
import { outcomeOf } from "./support/client.ts";
import { doer, planned, startFaultySystem, through, type FaultySystem } from "./support/faulty-system.ts";

describe("parts of the embedded system that can be started again", function () {
  this.timeout(120_000);
  let system: FaultySystem;
  const health = (service: string) => `${system.stack.addresses[service] ?? ""}/health`;

  before("start it", async function () {
    system = await startFaultySystem(await toxiproxyForTests(this));
  });

  after("stop it, and have the processors back", async () => {
    const mine = (system as FaultySystem | undefined)?.chaos.cores;
    await (system as FaultySystem | undefined)?.stop();
    if (mine) expect(allowedCores(process.pid)).to.include.members([...mine.generator, ...mine.system]);
  });

  it("each process is on the processors of its side", () => {
    const { cores } = system.chaos;
    if (cores === null) return expect(system.stack.notes.join("\n")).to.include("share their processors");
    for (const { name, pid } of system.stack.processes) {
      expect(allowedCores(pid), name).to.deep.equal(name === "toxiproxy" ? cores.generator : cores.system);
    }
    expect(allowedCores(process.pid)).to.deep.equal(cores.generator);
    return undefined;
  });

  it("whoever has no token starts and ends nothing", async () => {
    const status = async (path: string, init: RequestInit) =>
      (await fetch(`${system.chaos.partsUrl}${path}`, init)).status;
    const headers = { authorization: `Bearer ${system.chaos.partsToken}` };
    expect(await status("/parts/api", {})).to.equal(401);
    expect(
      await status("/parts/api/expect-end", { method: "POST", headers: { authorization: "Bearer no" } }),
    ).to.equal(401);
    expect(await status("/parts/api", { headers })).to.equal(200);
    expect(await status("/parts/nobody", { headers })).to.equal(404);
    expect(await status("/parts/api/end", { method: "POST", headers })).to.equal(404);
    const fault = await planned(system.chaos, { kind: "kill", services: ["api"] });
    const [effect] = fault.effects;
    const withoutToken = effectorsFor({ env: {} }).partKilled;
    if (effect?.kind !== "partKilled" || withoutToken === undefined) throw new Error("no part is killed");
    const failure = (await withoutToken.apply(effect).catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include(PARTS_TOKEN_VARIABLE);
    expect((await withoutToken.readBack(effect)).presence).to.equal("unknown");
    expect(await outcomeOf(health("api"))).to.equal(200);
  });

  it("no part is killed under the id of another process, and none is that does not exist", async () => {
    const fault = await planned(system.chaos, { kind: "kill", services: ["api"] });
    const stranger = fault.effects.map((effect) =>
      effect.kind === "partKilled"
        ? { ...effect, process: { ...effect.process, startTime: "another" } }
        : effect,
    );
    const failure = (await doer(system.chaos, { ...fault, effects: stranger })
      .apply()
      .catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("must run, but is gone");
    expect(await outcomeOf(health("api"))).to.equal(200);
    expect(() => system.chaos.expectEnd("nobody")).to.throw("there are postgres, mongo, api");
  });

  // The last one: the system is broken afterwards.
  it("an end that nobody expects is a failure of the system, also after one that was", async () => {
    await through(system.chaos, await planned(system.chaos, { kind: "kill", services: ["mongo"] }), () =>
      Promise.resolve(),
    );
    const mongo = system.chaos.parts().find(({ name }) => name === "mongo");
    process.kill(mongo?.process?.pid ?? 0, "SIGKILL");
    const failure = (await system.stack.failed.catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("mongo must run until the end");
  });
});
