/** Each fault of the embedded system on a real one: a client sees it, the undo ends it, and nothing else is touched. */
import { expect } from "chai";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import { allowedCores } from "../../../../lib/node/process/pinning.ts";
import { observeProcess } from "../../../../lib/node/process/process-identity.ts";
import type { RunningPart, Stack } from "../../../../lib/node/stack/stack.ts";
import { eventually } from "../../../support/eventually.ts";
import { toxiproxyForTests } from "../../../support/toxiproxy-for-tests.ts";
import { ask, connecting, outcomeOf } from "./support/client.ts";
import {
  doer,
  expectAll,
  planned,
  startFaultySystem,
  through,
  type FaultySystem,
} from "./support/faulty-system.ts";

const DELAY_MS = 100;
/** Shorter than any answer that a fault holds back, longer than one that it does not. */
const PATIENCE_MS = 1_000;

describe("faults on a real embedded system", function () {
  this.timeout(120_000);
  let system: FaultySystem;
  const health = (service: string) => `${system.stack.addresses[service] ?? ""}/health`;
  const users = () => `${system.stack.addresses.postgres ?? ""}/users`;

  before("start it", async function () {
    system = await startFaultySystem(await toxiproxyForTests(this));
  });

  after("stop it", async () => {
    await (system as FaultySystem | undefined)?.stop();
  });

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
      const fault = await planned(system.chaos, spec);
      const before = system.chaos.parts();
      await doer(system.chaos, fault).undo();
      await doer(system.chaos, fault).undo();
      await expectAll("clean", system.chaos, fault, "undone");
      expect(system.chaos.parts()).to.deep.equal(before);
      expect(await outcomeOf(health("api"))).to.equal(200);
    });
  }

  it("an answer comes later on the link that is slow, and on no other", async () => {
    const link = { to: "service", name: "api" } as const;
    const fault = await planned(system.chaos, {
      kind: "latency",
      link,
      delayMilliseconds: DELAY_MS,
      jitterMilliseconds: 0,
    });
    const before = await fastest(health("api"));
    await through(system.chaos, fault, async () => {
      expect(await fastest(health("api"))).to.be.at.least(DELAY_MS);
      expect(await fastest(health("mongo"))).to.be.below(DELAY_MS);
    });
    expect(before).to.be.below(DELAY_MS);
    expect(await fastest(health("api"))).to.be.below(DELAY_MS);
  });

  it("an answer of the store comes later, to the service that asks it", async () => {
    const link = { to: "store", name: "postgres" } as const;
    const fault = await planned(system.chaos, {
      kind: "latency",
      link,
      delayMilliseconds: DELAY_MS,
      jitterMilliseconds: 0,
    });
    await through(system.chaos, fault, async () => {
      expect(await fastest(users())).to.be.at.least(DELAY_MS);
      expect(await fastest(health("mongo"))).to.be.below(DELAY_MS);
    });
    expect(await fastest(users())).to.be.below(DELAY_MS);
  });

  it("connections are reset", async () => {
    await through(
      system.chaos,
      await planned(system.chaos, { kind: "reset", link: { to: "service", name: "api" } }),
      async () => {
        expect(await outcomeOf(health("api"))).to.equal("ECONNRESET");
        expect(await outcomeOf(health("mongo"))).to.equal(200);
      },
    );
    expect(await outcomeOf(health("api"))).to.equal(200);
  });

  it("connections stall, and what waited is answered after the undo", async () => {
    let waiting: Promise<number | string> = Promise.resolve("never asked");
    await through(
      system.chaos,
      await planned(system.chaos, { kind: "stall", link: { to: "service", name: "api" } }),
      async () => {
        expect(await outcomeOf(health("api"), PATIENCE_MS)).to.equal("ETIMEDOUT");
        waiting = outcomeOf(health("api"));
      },
    );
    expect(await waiting).to.equal(200);
  });

  it("nothing accepts connections to the store, and the service that needs it says so", async () => {
    const { listen } = await system.toxiproxy.get("store-postgres");
    const { hostname, port } = new URL(`http://${listen}`);
    await through(
      system.chaos,
      await planned(system.chaos, { kind: "outage", store: "postgres" }),
      async () => {
        expect(await connecting(hostname, Number(port))).to.equal("ECONNREFUSED");
        expect(await outcomeOf(users())).to.equal(503);
        expect(await outcomeOf(health("mongo"))).to.equal(200);
      },
    );
    await eventually("users are told again", async () => (await outcomeOf(users())) === 200);
  });

  it("a service that is killed answers nothing, and starts again where it was", async () => {
    const { addresses, metrics } = system.stack;
    const before = system.stack.processes;
    const killed = system.chaos.parts()[0]?.process?.pid;
    const restarted: RunningPart[] = [];
    system.chaos.onRestart((part) => restarted.push(part));
    await through(
      system.chaos,
      await planned(system.chaos, { kind: "kill", services: ["postgres"] }),
      async () => {
        expect(observeProcess(killed ?? 0)).to.equal(null);
        expect(await outcomeOf(health("postgres"))).to.equal("ECONNRESET");
      },
    );
    expect([system.stack.addresses, system.stack.metrics]).to.deep.equal([addresses, metrics]);
    expect(await outcomeOf(health("postgres"))).to.equal(200);
    expect(await outcomeOf(users())).to.equal(200);
    expect(await outcomeOf(metrics.postgres ?? "")).to.equal(200);
    const pidOf = (all: Stack["processes"], name: string) => all.find((one) => one.name === name)?.pid;
    const now = pidOf(system.stack.processes, "postgres");
    expect(now).not.to.equal(pidOf(before, "postgres"));
    expect(system.chaos.parts()[0])
      .to.deep.include({ name: "postgres" })
      .and.to.have.nested.property("process.pid", now);
    expect(restarted).to.deep.equal([system.chaos.parts()[0]]);
    expect(allowedCores(now ?? 0)).to.deep.equal(allowedCores(pidOf(before, "mongo") ?? 0));
  });

  it("a service that is stopped is silent, and answers what waited after the undo", async () => {
    let waiting: Promise<number | string> = Promise.resolve("never asked");
    await through(
      system.chaos,
      await planned(system.chaos, { kind: "pause", services: ["mongo"] }),
      async () => {
        expect(await outcomeOf(health("mongo"), PATIENCE_MS)).to.equal("ETIMEDOUT");
        waiting = outcomeOf(health("mongo"));
      },
    );
    expect(await waiting).to.equal(200);
  });

  it("burners take the system's processors and leave those of the load alone", async () => {
    const fault = await planned(system.chaos, {
      kind: "cpu",
      workers: 2,
      services: ["api", "postgres", "mongo"],
    });
    await through(system.chaos, fault, async () => {
      const [{ text } = { text: "" }] = await doer(system.chaos, fault).seen();
      const pids = /: ([\d, ]+)$/.exec(text)?.[1]?.split(", ").map(Number) ?? [];
      expect(pids).to.have.lengthOf(2);
      const ofSystem = system.chaos.cores?.system ?? allowedCores(process.pid);
      for (const pid of pids) expect(allowedCores(pid)).to.deep.equal(ofSystem);
    });
  });

  it("a toxic of somebody else stays", async () => {
    const proxy = await system.toxiproxy.get("api");
    const foreign = await proxy.addToxic({
      ...{ name: "not-ours", type: "latency", stream: "downstream", toxicity: 1 },
      attributes: { latency: 1, jitter: 0 },
    });
    try {
      for (const kind of ["reset", "stall"] as const) {
        await through(
          system.chaos,
          await planned(system.chaos, { kind, link: { to: "service", name: "api" } }),
          () => Promise.resolve(),
        );
        expect((await proxy.getToxic("not-ours")).name).to.equal("not-ours");
      }
    } finally {
      await foreign.remove();
    }
  });

  /** Of some requests, so that a busy machine does not look like a fault. */
  async function fastest(url: string): Promise<number> {
    const times: number[] = [];
    for (let asked = 0; asked < 5; asked++) times.push((await ask(url)).ms);
    return Math.min(...times);
  }
});
