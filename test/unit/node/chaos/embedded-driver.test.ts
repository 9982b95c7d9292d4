import { expect } from "chai";
import type { FaultSpec, Link } from "../../../../lib/core/experiment/experiment.ts";
import { ChaosError } from "../../../../lib/node/chaos/chaos-error.ts";
import {
  embeddedDriver,
  type EmbeddedFacts,
  type ListProxies,
} from "../../../../lib/node/chaos/embedded-driver.ts";

const identity = (pid: number) => ({ pid, startTime: `boot:${pid}` });

const facts: EmbeddedFacts = {
  toxiproxyUrl: "http://127.0.0.1:8474",
  links: { "service:api": "api", "store:postgres": "store-postgres" },
  parts: () => [
    { name: "postgres", process: identity(11) },
    { name: "mongo", process: null },
    { name: "api", process: identity(13) },
  ],
  partsUrl: "http://127.0.0.1:9000",
  cores: { system: [1, 2] },
};

const store: Link = { to: "store", name: "postgres" };
const service: Link = { to: "service", name: "api" };

function plan(
  fault: FaultSpec,
  change: Partial<EmbeddedFacts> = {},
  draw: (count: number) => number = () => 0,
  list: ListProxies = () => Promise.resolve({ "store-postgres": open }),
) {
  const request = { experiment: "an-experiment", faultId: "f1", fault, seconds: 60, draw };
  return embeddedDriver({ ...facts, ...change }, list).plan(request);
}

const open = { name: "store-postgres", listen: "", upstream: "", enabled: true, toxics: [] };

async function refusal(
  fault: FaultSpec,
  change: Partial<EmbeddedFacts> = {},
  list?: ListProxies,
): Promise<string> {
  const error = await plan(fault, change, undefined, list).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(ChaosError);
  expect(error).to.include({ code: "notPlanned", kind: "preflight" });
  return (error as ChaosError).message;
}

describe("a fault planned for the embedded system", () => {
  it("says what it is a plan of", async () => {
    const planned = await plan({ kind: "kill", services: ["api"] });
    expect(planned).to.include({ schema: 1, faultId: "f1", experiment: "an-experiment", driver: "embedded" });
  });

  it("kills the process that a service has now, and has it started again", async () => {
    expect(await plan({ kind: "kill", services: ["api"] })).to.deep.include({
      what: "kills the process of service api (pid 13)",
      undo: "starts service api again, on the ports that it had",
      instances: ["api"],
      instancesInAll: 1,
      effects: [
        {
          kind: "partKilled",
          part: "api",
          process: { name: "api", ...identity(13) },
          partsUrl: "http://127.0.0.1:9000",
        },
      ],
    });
  });

  it("hits the one that is drawn from all that are named", async () => {
    const counts: number[] = [];
    const draw = (count: number) => {
      counts.push(count);
      return count - 1;
    };
    const { instances } = await plan({ kind: "pause", services: ["api", "postgres"] }, {}, draw);
    expect([instances, counts]).to.deep.equal([["postgres"], [2]]);
  });

  it("stops a process", async () => {
    const { effects } = await plan({ kind: "pause", services: ["postgres"] });
    expect(effects).to.deep.equal([
      { kind: "processStopped", process: { name: "postgres", ...identity(11) } },
    ]);
  });

  it("burns the processors of the system alone, and ends by itself a little after the undo was due", async () => {
    const fault = { kind: "cpu", workers: 4, services: ["api", "postgres"] } as const;
    const planned = await plan(fault);
    const burned = { kind: "cpuBurned", mark: "tidemark-f1", workers: 4, endsAfterSeconds: 65 };
    expect(planned.effects).to.deep.equal([{ ...burned, cores: [1, 2] }]);
    expect(planned).to.deep.include({ instances: ["api", "postgres"], instancesInAll: 2 });
    expect(planned.what).to.include("for processors 1, 2, which are the system's");
  });

  it("burns all processors where the system has none of its own, and says so", async () => {
    const planned = await plan({ kind: "cpu", workers: 1, services: ["api"] }, { cores: null });
    expect(planned.effects).to.deep.include.members([
      { kind: "cpuBurned", mark: "tidemark-f1", workers: 1, cores: null, endsAfterSeconds: 65 },
    ]);
    expect(planned.what).to.include("all processors");
  });

  it("holds memory", async () => {
    const { what, effects } = await plan({ kind: "memory", bytes: 2 ** 20, services: ["api"] });
    expect(what).to.equal("holds 1 MiB of memory");
    expect(effects).to.deep.equal([
      { kind: "memoryHeld", mark: "tidemark-f1", bytes: 2 ** 20, endsAfterSeconds: 65 },
    ]);
  });

  const apiUrl = facts.toxiproxyUrl;
  it("delays answers, those of the store on the store's link", async () => {
    const fault = { kind: "latency", link: store, delayMilliseconds: 100, jitterMilliseconds: 5 } as const;
    const attributes = { latency: 100, jitter: 5 };
    const toxic = { name: "tidemark-f1-latency", type: "latency", stream: "downstream", attributes };
    const { effects, instances } = await plan(fault);
    expect(effects).to.deep.equal([{ kind: "toxic", apiUrl, proxy: "store-postgres", toxic }]);
    expect(instances).to.deep.equal(["postgres"]);
  });

  it("tells how much a delay varies, where it does", async () => {
    const told = async (jitterMilliseconds: number) => {
      const link = { to: "store", name: "postgres" } as const;
      return (await plan({ kind: "latency", link, delayMilliseconds: 100, jitterMilliseconds })).what;
    };
    expect(await told(5)).to.equal(
      "each answer of the store postgres comes 100 ms later (give or take 5 ms)",
    );
    expect(await told(0)).to.equal("each answer of the store postgres comes 100 ms later");
  });

  it("resets connections before what is asked arrives", async () => {
    const toxic = {
      name: "tidemark-f1-reset",
      type: "reset_peer",
      stream: "upstream",
      attributes: { timeout: 0 },
    };
    const { effects } = await plan({ kind: "reset", link: service });
    expect(effects).to.deep.equal([{ kind: "toxic", apiUrl, proxy: "api", toxic }]);
  });

  it("stalls both directions, each by a toxic of its own name", async () => {
    const { effects } = await plan({ kind: "stall", link: service });
    const toxic = (stream: string) => ({
      name: `tidemark-f1-stall-${stream}`,
      type: "bandwidth",
      stream,
      attributes: { rate: 0 },
    });
    expect(effects).to.deep.equal([
      { kind: "toxic", apiUrl, proxy: "api", toxic: toxic("upstream") },
      { kind: "toxic", apiUrl, proxy: "api", toxic: toxic("downstream") },
    ]);
  });

  it("closes the way to the store", async () => {
    const { effects } = await plan({ kind: "outage", store: "postgres" });
    expect(effects).to.deep.equal([
      { kind: "proxyDisabled", apiUrl, proxy: "store-postgres", mark: "tidemark-f1-closed" },
    ]);
  });

  it("is refused where the way is closed already, or nobody can say", async () => {
    const outage = { kind: "outage", store: "postgres" } as const;
    const seen = (list: ListProxies) => refusal(outage, {}, list);
    expect(await seen(() => Promise.resolve({ "store-postgres": { ...open, enabled: false } }))).to.equal(
      "the proxy store-postgres must be enabled before a fault, and is not: somebody else, or another fault, " +
        "has disabled it; enable it, or run: tidemark chaos recover",
    );
    expect(await seen(() => Promise.resolve({}))).to.equal("Toxiproxy has no proxy store-postgres");
    expect(await seen(() => Promise.resolve(null))).to.match(/^nothing listens on .*: Toxiproxy has ended/);
    expect(await seen(() => Promise.reject(new Error("it hangs")))).to.equal("it hangs");
  });

  it("is refused with HTTP faults, which Kubernetes has", async () => {
    const fault = {
      kind: "http",
      service: "api",
      errorShare: 0.1,
      status: 503,
      delayMilliseconds: 0,
    } as const;
    expect(await refusal(fault)).to.include("only Kubernetes has");
  });

  it("is refused for a store in a service's process, which the compose stack has", async () => {
    expect(await refusal({ kind: "outage", store: "redis" })).to.include("no connections to redis");
    const link = { to: "store", name: "mongodb" } as const;
    expect(await refusal({ kind: "stall", link })).to.include("The compose stack has it");
  });

  it("is refused where the system was started without proxies", async () => {
    const without = await refusal({ kind: "outage", store: "postgres" }, { links: {} });
    expect(without).to.include("connections to postgres must pass through a proxy");
  });

  it("is refused for a service that is not there, naming those that are", async () => {
    const named = "has no service shop; it has postgres, mongo, api";
    expect(await refusal({ kind: "kill", services: ["shop"] })).to.include(named);
    expect(await refusal({ kind: "cpu", workers: 1, services: ["shop"] })).to.include(named);
    expect(await refusal({ kind: "reset", link: { to: "service", name: "shop" } })).to.include(named);
  });

  it("is refused where nobody is named, and for a service that has ended", async () => {
    expect(await refusal({ kind: "kill", services: [] })).to.include("names none");
    expect(await refusal({ kind: "kill", services: ["mongo"] })).to.include("service mongo must run");
  });
});
