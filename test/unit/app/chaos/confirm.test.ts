import { expect } from "chai";
import { experimentSentences } from "../../../../lib/app/chaos/confirm.ts";
import { faultText } from "../../../../lib/app/chaos/fault-text.ts";
import { drawFor } from "../../../../lib/app/chaos/drawn.ts";
import { probedEndpoints } from "../../../../lib/app/chaos/probed-endpoints.ts";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import type { SystemDescription } from "../../../../lib/core/system/system.ts";
import { plannedExperiment } from "./fakes.ts";

describe("what a person is told before an experiment", () => {
  it("is what is believed, what is done, how often, when and for how long, and how long it all takes", () => {
    const planned = plannedExperiment("kill-service", 3);
    expect(experimentSentences([planned])).to.deep.equal([
      `experiment kill-service: ${planned.experiment.description}`,
      "kill-service: kills an instance of api, postgres or mongo, drawn by the seed, 3 times, " +
        "from second 10 on; after 10 s starts it again",
      "this takes 1 min 40 s, counted from the first request",
    ]);
  });
});

describe("what a fault does, in a sentence", () => {
  it("tells of a delay how much it varies, where it does", () => {
    const delay = (jitterMilliseconds: number) => {
      const link = { to: "store", name: "postgres" } as const;
      return faultText({ kind: "latency", link, delayMilliseconds: 100, jitterMilliseconds }).what;
    };
    expect(delay(10)).to.equal("delays the connections to the store postgres by 100 ms (±10 ms)");
    expect(delay(0)).to.equal("delays the connections to the store postgres by 100 ms");
  });
});

describe("a draw", () => {
  it("gives whole numbers below the count, each of them, and the same for the same seed", () => {
    const draws = (seed: number) => {
      const draw = drawFor({ seed, experiment: "kill-service", repetition: 1 });
      return Array.from({ length: 60 }, () => draw(3));
    };
    expect(draws(1)).to.deep.equal(draws(1));
    expect(draws(1)).not.to.deep.equal(draws(2));
    expect([...new Set(draws(1))].toSorted()).to.deep.equal([0, 1, 2]);
  });
});

describe("what the probe asks", () => {
  const service = (name: string) => ({ name, description: "", defaultPort: 80, healthPath: "/health" });
  const endpoint = (name: string, method: "GET" | "POST", path: string) => {
    return { name, service: "shop", method, path, expectedStatuses: [200, 304], timeoutSeconds: 5 } as const;
  };
  const system: SystemDescription = {
    services: [service("shop"), service("other")],
    endpoints: [
      endpoint("list", "GET", "/items"),
      endpoint("one", "GET", "/items/:id"),
      endpoint("add", "POST", "/items"),
    ],
  };
  const addresses = { shop: "http://shop:1/base", other: "http://other:1" };
  const kill: FaultSpec = { kind: "kill", services: ["shop"] };
  const sent = (...names: string[]) => names.map((name) => ({ endpoint: name, ratePerSecond: 1 }));
  const asked = (...names: string[]) =>
    probedEndpoints([{ traffic: sent(...names), fault: kill }], system, addresses);

  it("is what can be asked without changing or knowing anything", () => {
    expect(asked("list", "one", "add")).to.deep.equal([
      { about: "endpoint", endpoint: "list", url: "http://shop:1/base/items", expectedStatuses: [200, 304] },
    ]);
  });

  it("is the health of the services where there is nothing else", () => {
    expect(asked("one", "add")).to.deep.equal([
      { about: "endpoint", endpoint: "shop", url: "http://shop:1/base/health", expectedStatuses: [200] },
    ]);
  });

  it("is each endpoint once, however many experiments send to it", () => {
    const one = { traffic: sent("list"), fault: kill };
    expect(probedEndpoints([one, one], system, addresses)).to.have.length(1);
  });

  describe("of a fault on a store", () => {
    const behind = { cache: "/ready/cache", books: "/ready/books" };
    const described: SystemDescription = {
      ...system,
      services: [
        { ...service("shop"), stores: behind },
        { ...service("other"), stores: { books: "/well" } },
        { ...service("elsewhere"), stores: behind },
        service("none"),
      ],
    };
    const storesAsked = (fault: FaultSpec, of = described) =>
      probedEndpoints([{ traffic: sent("list"), fault }], of, addresses)
        .filter(({ about }) => about === "store")
        .map(({ endpoint: name, url }) => `${name}: ${url}`);

    it("is also every service that says whether it reaches it, and whose address is known", () => {
      expect(storesAsked({ kind: "outage", store: "books" })).to.deep.equal([
        "books behind shop: http://shop:1/base/ready/books",
        "books behind other: http://other:1/well",
      ]);
      const link = { to: "store", name: "cache" } as const;
      for (const kind of ["reset", "stall"] as const) {
        expect(storesAsked({ kind, link })).to.deep.equal([
          "cache behind shop: http://shop:1/base/ready/cache",
        ]);
      }
    });

    it("is no more than usual where the fault is on something else, or no service says anything", () => {
      expect(storesAsked(kill)).to.deep.equal([]);
      expect(storesAsked({ kind: "reset", link: { to: "service", name: "books" } })).to.deep.equal([]);
      expect(storesAsked({ kind: "outage", store: "books" }, system)).to.deep.equal([]);
    });
  });
});
