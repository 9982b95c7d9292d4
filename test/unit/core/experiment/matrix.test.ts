import { expect } from "chai";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import { driverNames, matrixOf, whyImpossible } from "../../../../lib/core/experiment/matrix.ts";

const services = ["shop"];
const toStore = (name: string) => ({ link: { to: "store", name } }) as const;
const toService = { link: { to: "service", name: "shop" } } as const;
const delay = { delayMilliseconds: 100, jitterMilliseconds: 0 };

/** Which of embedded, compose and kubernetes can do it. */
function possibleOn(fault: FaultSpec): string {
  return driverNames.filter((driver) => whyImpossible(fault, driver) === null).join(" ");
}

describe("whyImpossible", () => {
  const cases: readonly (readonly [string, FaultSpec, string])[] = [
    ["a kill", { kind: "kill", services }, "embedded compose kubernetes"],
    ["a pause", { kind: "pause", services }, "embedded compose"],
    ["burned processors", { kind: "cpu", workers: 4, services }, "embedded compose"],
    ["held memory", { kind: "memory", bytes: 1, services }, "embedded compose"],
    ["latency to PostgreSQL", { kind: "latency", ...toStore("postgres"), ...delay }, "embedded compose"],
    ["latency to another store", { kind: "latency", ...toStore("redis"), ...delay }, "compose"],
    ["latency to a service", { kind: "latency", ...toService, ...delay }, "embedded"],
    ["resets to PostgreSQL", { kind: "reset", ...toStore("postgres") }, "embedded compose"],
    ["a stall to a store", { kind: "stall", ...toStore("postgres") }, "embedded compose kubernetes"],
    ["a stall to a service", { kind: "stall", ...toService }, "embedded kubernetes"],
    ["PostgreSQL gone", { kind: "outage", store: "postgres" }, "embedded compose kubernetes"],
    ["RabbitMQ gone", { kind: "outage", store: "rabbitmq" }, "compose kubernetes"],
    [
      "HTTP faults",
      { kind: "http", service: "shop", errorShare: 0.1, status: 503, delayMilliseconds: 0 },
      "kubernetes",
    ],
  ];
  for (const [what, fault, drivers] of cases) {
    it(`lets ${what} be done on: ${drivers}`, () => {
      expect(possibleOn(fault)).to.equal(drivers);
    });
  }

  it("gives its reasons in sentences", () => {
    for (const [, fault] of cases) {
      for (const driver of driverNames) {
        const why = whyImpossible(fault, driver);
        if (why !== null) expect(why).to.match(/^[A-Z].*\.$/);
      }
    }
    expect(whyImpossible({ kind: "outage", store: "redis" }, "embedded")).to.contain(
      "no connections to redis",
    );
  });
});

describe("matrixOf", () => {
  it("has a row for each experiment and an answer for each driver", () => {
    const pause = { name: "pause", fault: { kind: "pause", services } } as const;
    const [row] = matrixOf([pause]);
    expect(row?.experiment).to.equal(pause);
    expect(Object.keys(row?.impossible ?? {})).to.deep.equal(driverNames);
    expect(row?.impossible).to.include({ embedded: null, compose: null });
    expect(row?.impossible.kubernetes).to.contain("cannot stop a process");
  });
});
