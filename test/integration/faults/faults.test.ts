/**
 * Each store and each service stopped and killed under load, one at a time: does everything else go
 * on, are the answers the promised ones, does it recover by itself, and is nothing lost that was
 * acknowledged?
 */
import { expect } from "chai";
import { outputTail } from "../../../lib/node/process/output-tail.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { skipBecause } from "../../support/skip.ts";
import { get } from "../services/support/http.ts";
import { faultUnderLoad, told } from "./support/fault-under-load.ts";
import { brokenPromises, type Promised } from "./support/judged-answers.ts";
import type { ServiceName } from "./support/own-service.ts";
import { endpoints, type Endpoint } from "./support/requests.ts";
import { startSystem, type StoreName, type SystemUnderFaults } from "./support/system.ts";
import { notWorkedOff } from "./support/worked-off.ts";

const usersEndpoints = endpoints.filter((name) => name.startsWith("users"));
const tasksEndpoints = endpoints.filter((name) => name.startsWith("tasks"));

/** The public service's deadline (4 s), and a margin for a busy machine. */
const longestMs = 4_000 + 1_500;
const recoveryLimitMs = 10_000;
const workedOffLimitMs = 20_000;

const stores: Readonly<Record<StoreName, readonly Endpoint[]>> = {
  PostgreSQL: usersEndpoints,
  MongoDB: tasksEndpoints,
  // A cache is a help, and the messages wait in the stores: nothing needs these two to be served.
  Redis: [],
  RabbitMQ: [],
};

const services: Readonly<Record<ServiceName, readonly Endpoint[]>> = {
  api: endpoints,
  postgres: usersEndpoints,
  mongo: tasksEndpoints,
};

describe("under load, with one part away", function () {
  this.timeout(90_000);
  let system: SystemUnderFaults;

  before(async function () {
    this.timeout(300_000);
    await builtProgramHost();
    system = await startSystem();
  });
  after(() => (system as SystemUnderFaults | undefined)?.place.remove());

  afterEach("show what the services said", function () {
    if (this.currentTest?.state !== "failed") return;
    for (const { name } of Object.values(system.services)) {
      process.stdout.write(`        ${name}${outputTail(system.place.logFile(`service-${name}`), 0)}\n`);
    }
  });

  async function expectWithstood(
    victim: { stop: () => Promise<unknown>; kill: () => Promise<unknown>; start: () => Promise<void> },
    how: "stop" | "kill",
    promised: Promised,
  ): Promise<void> {
    const { api } = system.services;
    const seen = await faultUnderLoad(api.address, { begin: victim[how], end: victim.start });
    const loadEndedMs = performance.now();
    const undone = await notWorkedOff(seen.acknowledged, system.owners, workedOffLimitMs);
    process.stdout.write(`        ${told(seen, performance.now() - loadEndedMs)}\n`);
    expect(brokenPromises(seen.answers, promised)).to.deep.equal([]);
    expect(seen.mixedUp).to.deep.equal([]);
    expect(seen.recoveryMs, "recovered").to.be.a("number").below(recoveryLimitMs);
    expect(undone, "acknowledged, but lost or not worked off").to.deep.equal([]);
    expect(Object.values(system.services).flatMap(({ crashes }) => crashes)).to.deep.equal([]);
  }

  for (const [name, affected] of Object.entries(stores) as [StoreName, readonly Endpoint[]][]) {
    for (const how of ["stop", "kill"] as const) {
      it(`serves what needs no ${name}, refuses the rest rightly and loses nothing: ${name}, ${how}`, async function () {
        const store = system.stores[name];
        if (typeof store === "string") return skipBecause(this, store);
        await expectWithstood(store, how, { affected, mayBeUnanswered: false, longestMs });
      });
    }
  }

  for (const [name, affected] of Object.entries(services) as [ServiceName, readonly Endpoint[]][]) {
    for (const how of ["stop", "kill"] as const) {
      it(`serves what needs no ${name} service, refuses the rest rightly and loses nothing: ${how}`, async () => {
        const service = system.services[name];
        await expectWithstood(service, how, { affected, mayBeUnanswered: name === "api", longestMs });
      });
    }
  }

  it("has stored none of all these tasks twice", async () => {
    const titles: string[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await get(`${system.owners.tasks}/tasks?page=${page}&pageSize=100`);
      const { tasks } = body as { readonly tasks: readonly { readonly title: string }[] };
      titles.push(...tasks.map(({ title }) => title));
      if (tasks.length === 0) break;
    }
    expect(titles).not.to.be.empty;
    expect(titles.length - new Set(titles).size).to.equal(0);
  });
});
