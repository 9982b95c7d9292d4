import { expect } from "chai";
import type { PlannedFault } from "../../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import { ChaosError } from "../../../../lib/node/chaos/chaos-error.ts";
import { composeDriver } from "../../../../lib/node/chaos/compose-driver.ts";
import type { StackProxy } from "../../../../lib/node/chaos/compose/stack-proxy.ts";
import {
  mebibyte,
  type ScriptedContainer,
  scriptedEngine,
  usualLimits,
} from "../../../support/scripted-engine.ts";

const toxiproxyUrl = "http://127.0.0.1:8474";
const allowed = (service: string) => ({ "tidemark.chaos": "allow", "tidemark.service": service });
const api: ScriptedContainer = { id: "a1", service: "api_service", labels: allowed("api") };
const users: ScriptedContainer = {
  id: "u1",
  service: "db_postgres_service",
  labels: allowed("postgres"),
  env: ["POSTGRES_URL=postgres://tidemark:secret@toxiproxy:5432/tidemark", "SEED_USERS=10000"],
};
const store: ScriptedContainer = { id: "p1", service: "postgres", labels: { "tidemark.chaos": "allow" } };
const watcher: ScriptedContainer = { id: "w1", service: "prometheus" };
const stack = [api, users, store, watcher];

const before = { nanoCpus: 1e9, memoryBytes: 512 * mebibyte, memorySwapBytes: 1024 * mebibyte };
const reference = (id: string, name: string) => ({ dockerHost: null, id, name });

interface Around {
  readonly containers?: readonly ScriptedContainer[];
  readonly url?: string | null;
  readonly proxy?: Partial<StackProxy>;
  readonly draws?: readonly number[];
}

function plan(fault: FaultSpec, around: Around = {}): Promise<PlannedFault> {
  const { containers = stack, url = toxiproxyUrl, proxy = {}, draws = [] } = around;
  const left = [...draws];
  const driver = composeDriver(
    { dockerHost: null, folder: "/srv/shop", toxiproxyUrl: url },
    {
      engine: scriptedEngine(...containers).engine,
      proxyNamed: async (_url, name) => ({ upstream: `${name}:5432`, enabled: true, ...proxy }),
    },
  );
  const draw = (count: number) => Math.min(left.shift() ?? 0, count - 1);
  return driver.plan({ experiment: "shaken", faultId: "7", fault, seconds: 30, draw });
}

async function refusalOf(fault: FaultSpec, around: Around = {}): Promise<string> {
  try {
    const { what } = await plan(fault, around);
    return `planned: ${what}`;
  } catch (error) {
    expect(error).to.be.instanceOf(ChaosError).with.property("code", "notPlanned");
    return (error as ChaosError).message;
  }
}

describe("composeDriver", () => {
  it("plans the kill of one instance, with all that its undo needs", async () => {
    expect(await plan({ kind: "kill", services: ["api"] })).to.deep.equal({
      schema: 1,
      faultId: "7",
      experiment: "shaken",
      driver: "compose",
      what: "kills the container shop-api_service-a1",
      undo: "starts the container shop-api_service-a1 again",
      instances: ["shop-api_service-a1"],
      instancesInAll: 1,
      effects: [{ kind: "containerKilled", container: reference("a1", "shop-api_service-a1") }],
    });
  });

  it("plans a pause of the instance that is drawn, in the order in which services are named", async () => {
    const { effects } = await plan({ kind: "pause", services: ["postgres", "api"] }, { draws: [1] });
    expect(effects).to.deep.equal([
      { kind: "containerPaused", container: reference("a1", "shop-api_service-a1") },
    ]);
  });

  it("hits one of several instances, and counts those of its service", async () => {
    const containers = [...stack, { ...api, id: "a2" }, { ...api, id: "a3", state: "exited" as const }];
    const planned = await plan({ kind: "kill", services: ["postgres", "api"] }, { containers, draws: [2] });
    expect(planned.instances).to.deep.equal(["shop-api_service-a2"]);
    expect(planned.instancesInAll).to.equal(2);
  });

  it("leaves each service the part of its CPU limit that one busy thread gets beside the workers", async () => {
    const planned = await plan({ kind: "cpu", workers: 4, services: ["api", "postgres"] });
    expect(planned.what).to.equal(
      "lowers the CPU limit of shop-api_service-a1, shop-db_postgres_service-u1 to 1/5 of it, as if 4 workers competed there",
    );
    expect(planned.instancesInAll).to.equal(2);
    expect(planned.effects).to.deep.equal(
      [
        ["a1", "shop-api_service-a1"],
        ["u1", "shop-db_postgres_service-u1"],
      ].map(([id = "", name = ""]) => ({
        kind: "containerLimited",
        container: reference(id, name),
        before,
        during: { ...before, nanoCpus: 2e8 },
      })),
    );
  });

  it("takes CPU from one instance of a service that has several", async () => {
    const containers = [...stack, { ...api, id: "a2" }];
    const planned = await plan({ kind: "cpu", workers: 1, services: ["api"] }, { containers, draws: [1] });
    expect(planned.instances).to.deep.equal(["shop-api_service-a2"]);
    expect(planned.instancesInAll).to.equal(2);
  });

  it("takes memory from the limit, and as much from the limit with swap", async () => {
    const { effects } = await plan({ kind: "memory", bytes: 256 * mebibyte, services: ["api"] });
    const during = { ...before, memoryBytes: 256 * mebibyte, memorySwapBytes: 768 * mebibyte };
    expect(effects).to.deep.equal([
      { kind: "containerLimited", container: reference("a1", "shop-api_service-a1"), before, during },
    ]);
  });

  it("delays the answers of a store by a toxic of this fault's own", async () => {
    const link = { to: "store", name: "postgres" } as const;
    const planned = await plan({ kind: "latency", link, delayMilliseconds: 100, jitterMilliseconds: 10 });
    const attributes = { latency: 100, jitter: 10 };
    expect(planned.instances).to.deep.equal(["postgres"]);
    expect(planned.effects).to.deep.equal([
      {
        kind: "toxic",
        apiUrl: toxiproxyUrl,
        proxy: "postgres",
        toxic: { name: "tidemark-7-latency", type: "latency", stream: "downstream", attributes },
      },
    ]);
  });

  it("closes a store's proxy for an outage", async () => {
    expect((await plan({ kind: "outage", store: "postgres" })).effects).to.deep.equal([
      { kind: "proxyDisabled", apiUrl: toxiproxyUrl, proxy: "postgres", mark: "tidemark-7-closed" },
    ]);
  });

  it("keeps no credential of a container's environment in a plan", async () => {
    expect(JSON.stringify(await plan({ kind: "outage", store: "postgres" }))).to.not.include("secret");
  });

  describe("refuses", () => {
    const link = { to: "store", name: "postgres" } as const;
    const kill: FaultSpec = { kind: "kill", services: ["api"] };

    it("a container without the permission, whoever is drawn", async () => {
      const forbidden = { ...users, labels: { "tidemark.service": "postgres", "tidemark.chaos": "no" } };
      const services = ["api", "postgres"];
      for (const fault of [
        { kind: "kill", services },
        { kind: "pause", services },
        { kind: "cpu", workers: 1, services },
        { kind: "memory", bytes: 1, services },
      ] satisfies FaultSpec[]) {
        expect(await refusalOf(fault, { containers: [api, forbidden] }), fault.kind).to.equal(
          "shop-db_postgres_service-u1: a container that a fault may hit must carry the label tidemark.chaos=allow, " +
            "and it does not; label it in docker-compose.yml, or choose others",
        );
      }
    });

    it("a link to a store without the permission", async () => {
      const containers = [api, users, { ...store, labels: {} }];
      expect(await refusalOf({ kind: "stall", link }, { containers })).to.match(
        /^shop-postgres-p1: a container that a fault may hit must carry the label/,
      );
    });

    it("a service that no container is labelled as", async () => {
      expect(await refusalOf({ kind: "kill", services: ["billing"] })).to.include(
        "tidemark.service=billing, and none does (there are api, postgres)",
      );
    });

    it("a service of which nothing runs", async () => {
      for (const state of ["exited", "paused", "restarting"] as const) {
        expect(await refusalOf(kill, { containers: [{ ...api, state }] }), state).to.match(
          /^service api: one of its containers must run to be hit, and none does/,
        );
      }
    });

    it("a fault that names nobody", async () => {
      expect(await refusalOf({ kind: "kill", services: [] })).to.include("names none");
    });

    it("a project that is not there, is there twice, or cannot be asked", async () => {
      expect(await refusalOf(kill, { containers: [] })).to.equal(
        "the Compose project of /srv/shop: its containers must be there to be hit, but there are none; " +
          "start them with npx tidemark stack --compose",
      );
      const other = { ...api, id: "b1", labels: { ...api.labels, "com.docker.compose.project": "mall" } };
      expect(await refusalOf(kill, { containers: [api, other] })).to.include(
        "several were started from there: mall, shop; end all but one",
      );
      const engine = { ...scriptedEngine().engine, composeContainers: () => Promise.reject(new Error("no")) };
      const target = { dockerHost: null, folder: "/srv/shop", toxiproxyUrl };
      const driver = composeDriver(target, { engine, proxyNamed: () => Promise.reject(new Error("unused")) });
      const request = { experiment: "e", faultId: "7", fault: kill, seconds: 1, draw: () => 0 };
      expect(await driver.plan(request).catch(String)).to.include("to be looked at, but no");
    });

    it("a container of docker compose run, which is no instance", async () => {
      const once = { ...api, labels: { ...api.labels, "com.docker.compose.oneoff": "True" } };
      expect(await refusalOf(kill, { containers: [once, users] })).to.match(/^service api: one of/);
    });

    it("to lower a limit that is not there, for it could not be put back", async () => {
      const containers = [{ ...api, limits: { NanoCpus: 0, Memory: 0, MemorySwap: 0 } }];
      expect(await refusalOf({ kind: "cpu", workers: 4, services: ["api"] }, { containers })).to.match(
        /^shop-api_service-a1: its CPU limit is lowered and put back, so it must have one, and has none/,
      );
      expect(await refusalOf({ kind: "memory", bytes: 1, services: ["api"] }, { containers })).to.match(
        /^shop-api_service-a1: its memory limit/,
      );
    });

    it("to take memory where use leaves none", async () => {
      const containers = [{ ...api, memoryInUse: 480 * mebibyte, limits: usualLimits }];
      expect(
        await refusalOf({ kind: "memory", bytes: mebibyte, services: ["api"] }, { containers }),
      ).to.equal(
        "shop-api_service-a1: what it uses and 32 MiB more are never taken, so nothing can be: it uses 480 MiB of 512 MiB",
      );
    });

    it("HTTP faults, and links to a service, which pass through no proxy here", async () => {
      const http = {
        kind: "http",
        service: "api",
        errorShare: 0.1,
        status: 503,
        delayMilliseconds: 0,
      } as const;
      expect(await refusalOf(http)).to.match(/^HTTP faults need the disruptor's proxy/);
      expect(await refusalOf({ kind: "reset", link: { to: "service", name: "api" } })).to.match(
        /^Of the compose stack only connections to stores pass through a proxy/,
      );
    });

    it("a link where the target names no Toxiproxy", async () => {
      expect(await refusalOf({ kind: "reset", link }, { url: null })).to.include("chaos.driver.toxiproxy");
    });

    it("a proxy that somebody has disabled, which the undo would enable", async () => {
      expect(await refusalOf({ kind: "outage", store: "postgres" }, { proxy: { enabled: false } })).to.match(
        /^the proxy postgres must be enabled before a fault, and is not/,
      );
    });

    it("a proxy of another stack", async () => {
      expect(await refusalOf({ kind: "reset", link }, { proxy: { upstream: "db.example:5432" } })).to.match(
        /^the proxy postgres leads to db.example:5432, which is no container of this Compose project/,
      );
    });

    it("a link that services go past", async () => {
      const direct = { ...users, env: ["POSTGRES_URL=postgres://tidemark:secret@postgres:5432/tidemark"] };
      expect(await refusalOf({ kind: "stall", link }, { containers: [direct, store] })).to.equal(
        "shop-db_postgres_service-u1: connections must pass through Toxiproxy, but go straight to postgres:5432; " +
          "start it with STORE_HOST=toxiproxy npx tidemark stack --compose --profile chaos",
      );
    });
  });
});
