/** Each fault of the embedded system on a real one: a client sees it, the undo ends it, and nothing else is touched. */
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Toxiproxy } from "toxiproxy-node-client";
import type { Effect, PlannedFault } from "../../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import { effectorFor } from "../../../../lib/node/chaos/controller/undo-fault.ts";
import type { Effector, ReadBack } from "../../../../lib/node/chaos/effector.ts";
import { effectorsFor } from "../../../../lib/node/chaos/effectors.ts";
import { PARTS_TOKEN_VARIABLE } from "../../../../lib/node/chaos/effectors/parts-api.ts";
import { embeddedDriver } from "../../../../lib/node/chaos/embedded-driver.ts";
import { openLedger, type Ledger } from "../../../../lib/node/process/ledger.ts";
import { allowedCores } from "../../../../lib/node/process/pinning.ts";
import { observeProcess } from "../../../../lib/node/process/process-identity.ts";
import { startEmbeddedStack } from "../../../../lib/node/stack/embedded-stack.ts";
import type { Stack, StackChaos } from "../../../../lib/node/stack/stack.ts";
import { eventually } from "../../../support/eventually.ts";
import { toxiproxyForTests } from "../../../support/toxiproxy-for-tests.ts";
import { ask, connecting, outcomeOf } from "./support/client.ts";

const DELAY_MS = 100;
/** Shorter than any answer that a fault holds back, longer than one that it does not. */
const PATIENCE_MS = 1_000;

describe("faults on a real embedded system", function () {
  this.timeout(120_000);
  let folder: string;
  let ledger: Ledger;
  let stack: Stack;
  let chaos: StackChaos;
  let toxiproxy: Toxiproxy;
  let faults = 0;
  const health = (service: string) => `${stack.addresses[service] ?? ""}/health`;
  const users = () => `${stack.addresses.postgres ?? ""}/users`;

  before("start it", async function () {
    const toxiproxyBinary = await toxiproxyForTests(this);
    folder = mkdtempSync(join(tmpdir(), "tidemark-test-faults-"));
    ledger = openLedger(join(folder, "state"));
    const options = { ledger, logFolder: join(folder, "logs"), say: () => undefined };
    stack = await startEmbeddedStack({ ...options, chaos: { toxiproxyBinary } });
    if (stack.chaos === null) throw new Error("it was started without faults");
    chaos = stack.chaos;
    toxiproxy = new Toxiproxy(chaos.toxiproxyUrl);
  });

  after("stop it", async () => {
    await (stack as Stack | undefined)?.stop();
    (ledger as Ledger | undefined)?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function planned(fault: FaultSpec): Promise<PlannedFault> {
    faults++;
    const request = { experiment: "a-test", faultId: `test-${faults}`, fault, seconds: 20, draw: () => 0 };
    return embeddedDriver(chaos).plan(request);
  }

  /** As the controller does it, without leases. */
  function doer(fault: PlannedFault) {
    const env = { ...process.env, [PARTS_TOKEN_VARIABLE]: chaos.partsToken };
    const effectors = effectorsFor({ env });
    const effector = (effect: Effect): Effector => {
      const found = effectorFor(effect, effectors);
      if (found === undefined) throw new Error(`nothing for ${effect.kind}`);
      return found;
    };
    return {
      apply: async () => {
        for (const effect of fault.effects) await effector(effect).apply(effect);
      },
      undo: async () => {
        for (const effect of fault.effects.toReversed()) await effector(effect).undo(effect);
      },
      seen: (): Promise<ReadBack[]> =>
        Promise.all(fault.effects.map((effect) => effector(effect).readBack(effect))),
    };
  }

  async function presences(fault: PlannedFault): Promise<string[]> {
    return (await doer(fault).seen()).map(({ presence }) => presence);
  }

  /** Applied, looked at by `during`, undone whatever that found, undone again, and clean. */
  async function through(fault: PlannedFault, during: () => Promise<void>): Promise<void> {
    const { apply, undo } = doer(fault);
    expect(await presences(fault), "before").to.deep.equal(fault.effects.map(() => "clean"));
    await apply();
    try {
      expect(await presences(fault), "applied").to.deep.equal(fault.effects.map(() => "present"));
      await during();
    } finally {
      await undo();
    }
    expect(await presences(fault), "undone").to.deep.equal(fault.effects.map(() => "clean"));
    await undo();
    expect(await presences(fault), "undone twice").to.deep.equal(fault.effects.map(() => "clean"));
  }

  const possible: readonly FaultSpec[] = [
    { kind: "kill", services: ["mongo"] },
    { kind: "pause", services: ["mongo"] },
    { kind: "cpu", workers: 1, services: ["api"] },
    { kind: "memory", bytes: 1_000_000, services: ["api"] },
    {
      kind: "latency",
      link: { to: "service", name: "api" },
      delayMilliseconds: DELAY_MS,
      jitterMilliseconds: 0,
    },
    { kind: "reset", link: { to: "service", name: "api" } },
    { kind: "stall", link: { to: "service", name: "api" } },
    { kind: "outage", store: "postgres" },
  ];
  for (const spec of possible) {
    it(`nothing comes of the undo of a ${spec.kind} that was never applied`, async () => {
      const fault = await planned(spec);
      const before = chaos.parts();
      await doer(fault).undo();
      await doer(fault).undo();
      expect(await presences(fault)).to.deep.equal(fault.effects.map(() => "clean"));
      expect(chaos.parts()).to.deep.equal(before);
      expect(await outcomeOf(health("api"))).to.equal(200);
    });
  }

  it("an answer comes later on the link that is slow, and on no other", async () => {
    const link = { to: "service", name: "api" } as const;
    const fault = await planned({
      kind: "latency",
      link,
      delayMilliseconds: DELAY_MS,
      jitterMilliseconds: 0,
    });
    const before = await fastest(health("api"));
    await through(fault, async () => {
      expect(await fastest(health("api"))).to.be.at.least(DELAY_MS);
      expect(await fastest(health("mongo"))).to.be.below(DELAY_MS);
    });
    expect(before).to.be.below(DELAY_MS);
    expect(await fastest(health("api"))).to.be.below(DELAY_MS);
  });

  it("an answer of the store comes later, to the service that asks it", async () => {
    const link = { to: "store", name: "postgres" } as const;
    const fault = await planned({
      kind: "latency",
      link,
      delayMilliseconds: DELAY_MS,
      jitterMilliseconds: 0,
    });
    await through(fault, async () => {
      expect(await fastest(users())).to.be.at.least(DELAY_MS);
      expect(await fastest(health("mongo"))).to.be.below(DELAY_MS);
    });
    expect(await fastest(users())).to.be.below(DELAY_MS);
  });

  it("connections are reset", async () => {
    await through(await planned({ kind: "reset", link: { to: "service", name: "api" } }), async () => {
      expect(await outcomeOf(health("api"))).to.equal("ECONNRESET");
      expect(await outcomeOf(health("mongo"))).to.equal(200);
    });
    expect(await outcomeOf(health("api"))).to.equal(200);
  });

  it("connections stall, and what waited is answered after the undo", async () => {
    let waiting: Promise<number | string> = Promise.resolve("never asked");
    await through(await planned({ kind: "stall", link: { to: "service", name: "api" } }), async () => {
      expect(await outcomeOf(health("api"), PATIENCE_MS)).to.equal("ETIMEDOUT");
      waiting = outcomeOf(health("api"));
    });
    expect(await waiting).to.equal(200);
  });

  it("nothing accepts connections to the store, and the service that needs it says so", async () => {
    const { listen } = await toxiproxy.get("store-postgres");
    const { hostname, port } = new URL(`http://${listen}`);
    await through(await planned({ kind: "outage", store: "postgres" }), async () => {
      expect(await connecting(hostname, Number(port))).to.equal("ECONNREFUSED");
      expect(await outcomeOf(users())).to.equal(503);
      expect(await outcomeOf(health("mongo"))).to.equal(200);
    });
    await eventually("users are told again", async () => (await outcomeOf(users())) === 200);
  });

  it("a service that is killed answers nothing, and starts again where it was", async () => {
    const { addresses, metrics } = stack;
    const before = stack.processes;
    const killed = chaos.parts()[0]?.process?.pid;
    await through(await planned({ kind: "kill", services: ["postgres"] }), async () => {
      expect(observeProcess(killed ?? 0)).to.equal(null);
      expect(await outcomeOf(health("postgres"))).to.equal("ECONNRESET");
    });
    expect([stack.addresses, stack.metrics]).to.deep.equal([addresses, metrics]);
    expect(await outcomeOf(health("postgres"))).to.equal(200);
    expect(await outcomeOf(users())).to.equal(200);
    expect(await outcomeOf(metrics.postgres ?? "")).to.equal(200);
    const pidOf = (all: Stack["processes"], name: string) => all.find((one) => one.name === name)?.pid;
    const now = pidOf(stack.processes, "postgres");
    expect(now).not.to.equal(pidOf(before, "postgres"));
    expect(now).to.equal(chaos.parts()[0]?.process?.pid);
    expect(allowedCores(now ?? 0)).to.deep.equal(allowedCores(pidOf(before, "mongo") ?? 0));
  });

  it("a service that is stopped is silent, and answers what waited after the undo", async () => {
    let waiting: Promise<number | string> = Promise.resolve("never asked");
    await through(await planned({ kind: "pause", services: ["mongo"] }), async () => {
      expect(await outcomeOf(health("mongo"), PATIENCE_MS)).to.equal("ETIMEDOUT");
      waiting = outcomeOf(health("mongo"));
    });
    expect(await waiting).to.equal(200);
  });

  it("burners take the system's processors and leave those of the load alone", async () => {
    const fault = await planned({ kind: "cpu", workers: 2, services: ["api", "postgres", "mongo"] });
    await through(fault, async () => {
      const [{ text } = { text: "" }] = await doer(fault).seen();
      const pids = /: ([\d, ]+)$/.exec(text)?.[1]?.split(", ").map(Number) ?? [];
      expect(pids).to.have.lengthOf(2);
      const system = chaos.cores?.system ?? allowedCores(process.pid);
      for (const pid of pids) expect(allowedCores(pid)).to.deep.equal(system);
    });
  });

  it("a toxic of somebody else stays", async () => {
    const proxy = await toxiproxy.get("api");
    const foreign = await proxy.addToxic({
      ...{ name: "not-ours", type: "latency", stream: "downstream", toxicity: 1 },
      attributes: { latency: 1, jitter: 0 },
    });
    try {
      for (const kind of ["reset", "stall"] as const) {
        await through(await planned({ kind, link: { to: "service", name: "api" } }), () => Promise.resolve());
        expect((await proxy.getToxic("not-ours")).name).to.equal("not-ours");
      }
    } finally {
      await foreign.remove();
    }
  });

  it("each process is on the processors of its side", () => {
    const { cores } = chaos;
    if (cores === null) return expect(stack.notes.join("\n")).to.include("share their processors");
    for (const { name, pid } of stack.processes) {
      expect(allowedCores(pid), name).to.deep.equal(name === "toxiproxy" ? cores.generator : cores.system);
    }
    expect(allowedCores(process.pid)).to.deep.equal(cores.generator);
    return undefined;
  });

  it("whoever has no token starts and ends nothing", async () => {
    const status = async (path: string, init: RequestInit) =>
      (await fetch(`${chaos.partsUrl}${path}`, init)).status;
    const headers = { authorization: `Bearer ${chaos.partsToken}` };
    expect(await status("/parts/api", {})).to.equal(401);
    expect(
      await status("/parts/api/expect-end", { method: "POST", headers: { authorization: "Bearer no" } }),
    ).to.equal(401);
    expect(await status("/parts/api", { headers })).to.equal(200);
    expect(await status("/parts/nobody", { headers })).to.equal(404);
    expect(await status("/parts/api/end", { method: "POST", headers })).to.equal(404);
    const fault = await planned({ kind: "kill", services: ["api"] });
    const [effect] = fault.effects;
    const withoutToken = effectorsFor({ env: {} }).partKilled;
    if (effect?.kind !== "partKilled" || withoutToken === undefined) throw new Error("no part is killed");
    const failure = (await withoutToken.apply(effect).catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include(PARTS_TOKEN_VARIABLE);
    expect((await withoutToken.readBack(effect)).presence).to.equal("unknown");
    expect(await outcomeOf(health("api"))).to.equal(200);
  });

  it("no part is killed under the id of another process, and none is that does not exist", async () => {
    const fault = await planned({ kind: "kill", services: ["api"] });
    const stranger = fault.effects.map((effect) =>
      effect.kind === "partKilled"
        ? { ...effect, process: { ...effect.process, startTime: "another" } }
        : effect,
    );
    const failure = (await doer({ ...fault, effects: stranger })
      .apply()
      .catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("must run, but is gone");
    expect(await outcomeOf(health("api"))).to.equal(200);
    expect(() => chaos.expectEnd("nobody")).to.throw("there are postgres, mongo, api");
  });

  // The last one: the system is broken afterwards.
  it("an end that nobody expects is a failure of the system, also after one that was", async () => {
    await through(await planned({ kind: "kill", services: ["mongo"] }), () => Promise.resolve());
    const mongo = chaos.parts().find(({ name }) => name === "mongo");
    process.kill(mongo?.process?.pid ?? 0, "SIGKILL");
    const failure = (await stack.failed.catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("mongo must run until the end");
  });

  /** Of some requests, so that a busy machine does not look like a fault. */
  async function fastest(url: string): Promise<number> {
    const times: number[] = [];
    for (let asked = 0; asked < 5; asked++) times.push((await ask(url)).ms);
    return Math.min(...times);
  }
});
