/**
 * Any part of the system stopped or killed at any moment, for minutes, also while another has only
 * just come back: is every answer a served one or a proper refusal, is everything served again in
 * the end, and nothing lost that was acknowledged? What was chosen follows from a printed seed
 * (TEST_SEED to have the same again); how long it goes on, from TEST_RANDOM_FAULTS_MINUTES.
 */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { brokenPromises, servedAgainAtMs } from "../integration/faults/support/judged-answers.ts";
import { endpoints } from "../integration/faults/support/requests.ts";
import { startSteadyLoad } from "../integration/faults/support/steady-load.ts";
import { startSystem, type SystemUnderFaults } from "../integration/faults/support/system.ts";
import { notWorkedOff } from "../integration/faults/support/worked-off.ts";
import { outputTail } from "../../lib/node/process/output-tail.ts";
import { builtProgramHost } from "../support/built-daemons.ts";

const minutes = Number(process.env.TEST_RANDOM_FAULTS_MINUTES ?? "3");
const seed = Number(process.env.TEST_SEED ?? Date.now() % 100_000);
const longestMs = 4_000 + 2_000;
const recoveryLimitMs = 30_000;
const workedOffLimitMs = 60_000;
/** FerretDB settles a record by reading all of them: some minutes' tasks take a busy machine longer. */
const standInWorkedOffLimitMs = 180_000;
/** Served answers in a row, of each endpoint, that count as recovered. */
const row = 10;

describe("under load, with any part stopped or killed at any moment", function () {
  this.timeout(minutes * 60_000 + 420_000);
  let system: SystemUnderFaults;

  before(async () => {
    await builtProgramHost();
    system = await startSystem();
  });
  after(() => (system as SystemUnderFaults | undefined)?.place.remove());

  it("answers properly throughout, recovers by itself and loses nothing", async () => {
    const random = seededRandom(seed);
    const load = startSteadyLoad(system.services.api.address);
    const faults = await faultsFor(system, minutes * 60_000, random);
    const backAtMs = performance.now();
    const since = () => load.sent.filter(({ atMs }) => atMs >= backAtMs);
    while (
      servedAgainAtMs(since(), endpoints, row) === null &&
      performance.now() < backAtMs + recoveryLimitMs
    ) {
      await delay(100);
    }
    const servedMs = servedAgainAtMs(since(), endpoints, row);
    await load.end();
    const loadEndedMs = performance.now();
    const undone = await notWorkedOff(load.acknowledged, system.owners, workedOffLimit(system));
    const workedOffSeconds = ((performance.now() - loadEndedMs) / 1_000).toFixed(1);
    process.stdout.write(
      `        TEST_SEED=${seed}: ${faults} faults, ${load.sent.length} requests, ` +
        `${load.acknowledged.length} records acknowledged, ${undone.length} of them not worked off ` +
        `${workedOffSeconds} s after the load; served again after ${secondsBetween(backAtMs, servedMs)}\n`,
    );
    if (servedMs === null || undone.length > 0) tellLogs(system);
    const promised = { affected: endpoints, mayBeUnanswered: true, longestMs };
    expect(brokenPromises(load.sent, promised)).to.deep.equal([]);
    expect(load.mixedUp).to.deep.equal([]);
    expect(servedMs, "everything is served again").to.be.a("number");
    expect(undone).to.deep.equal([]);
    expect(Object.values(system.services).flatMap(({ crashes }) => crashes)).to.deep.equal([]);
  });
});

/** The promise is kept to the full where the tasks are in a true MongoDB. */
function workedOffLimit({ stores: { MongoDB } }: SystemUnderFaults): number {
  const isStandIn = typeof MongoDB !== "string" && MongoDB.name !== "MongoDB";
  return isStandIn ? standInWorkedOffLimitMs : workedOffLimitMs;
}

function secondsBetween(fromMs: number, toMs: number | null): string {
  return toMs === null ? "never" : `${(Math.max(0, toMs - fromMs) / 1_000).toFixed(1)} s`;
}

/** @returns how many there were */
async function faultsFor(system: SystemUnderFaults, forMs: number, random: () => number): Promise<number> {
  const stores = Object.values(system.stores).filter((store) => typeof store !== "string");
  const victims = [...stores, ...Object.values(system.services)];
  const untilMs = performance.now() + forMs;
  let count = 0;
  for (; performance.now() < untilMs; count += 1) {
    await delay(random() * 3_000);
    const victim = victims[Math.floor(random() * victims.length)];
    await (random() < 0.3 ? victim?.stop() : victim?.kill());
    await delay(random() * 2_000);
    await victim?.start();
  }
  return count;
}

function tellLogs({ services, place }: SystemUnderFaults): void {
  for (const { name } of Object.values(services)) {
    process.stdout.write(`${name}${outputTail(place.logFile(`service-${name}`), 0)}\n`);
  }
}

/** mulberry32: small, and good enough to choose with. */
function seededRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
