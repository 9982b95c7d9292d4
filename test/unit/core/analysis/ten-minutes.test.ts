/**
 * What can the ten minutes of a default soak decide? Simulated processes of some 100 MiB, sampled every
 * 2.5 s: what a runtime does while it settles is no leak, and a leak that would matter within hours is.
 */
import { expect } from "chai";
import { trendsOf } from "../../../../lib/core/analysis/trends-of.ts";
import type { ResourceSample } from "../../../../lib/core/record/resource.ts";
import { autocorrelated, seeded } from "./simulated.ts";

const MiB = 1024 ** 2;
const SAMPLES = 240;
const INTERVAL_MS = 2_500;

type Course = (minutes: number) => number;

function outcomes(mib: Course, runs = 40): ReadonlySet<string> {
  return new Set(Array.from({ length: runs }, (_, seed) => outcomeOf(mib, seeded(seed))));
}

/** With noise that stays for some samples, as a heap's does. */
function outcomeOf(mib: Course, random: () => number): string {
  const samples = autocorrelated(random, SAMPLES, 0.8).map((wobble, index): ResourceSample => ({
    schema: 1,
    atMs: index * INTERVAL_MS,
    subject: "api",
    source: "process",
    cpuCores: null,
    residentBytes: (mib((index * INTERVAL_MS) / 60_000) + wobble) * MiB,
    eventLoopLagSeconds: null,
    connections: null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
  }));
  const endMs = SAMPLES * INTERVAL_MS;
  const input = { samples, latencies: [], warmupEndMs: 0, endMs, limits: [], plannedUptimeHours: 168 };
  const [trend] = trendsOf(input);
  return trend?.outcome ?? "none";
}

describe("a soak of ten minutes", () => {
  it("finds a leak of 8 MiB a minute every time", () => {
    expect([...outcomes((minutes) => 100 + 8 * minutes)]).to.deep.equal(["leak"]);
  });

  it("does not see one of 3 MiB a minute: a process that settles grows as much", () => {
    expect([...outcomes((minutes) => 100 + 3 * minutes)]).to.deep.equal(["stable"]);
  });

  it("has nothing against a process that is well", () => {
    for (const outcome of outcomes(() => 100)) expect(outcome).to.be.oneOf(["levelled", "stable"]);
  });

  it("never cries leak at a heap that finds its size", () => {
    for (const [mib, minutesToSettle] of [
      [12, 3],
      [12, 10],
      [25, 5],
      [40, 2],
      [80, 1],
    ] as const) {
      const settling = outcomes((minutes) => 90 + mib * (1 - Math.exp(-minutes / minutesToSettle)));
      for (const outcome of settling) expect(outcome, `${mib} MiB`).to.be.oneOf(["levelled", "stable"]);
    }
  });

  it("never cries leak at a collector that comes round every few minutes", () => {
    for (const minutesPerCycle of [0.2, 1, 3, 6, 12]) {
      const sawtooth = outcomes((minutes) => 90 + 25 * ((minutes / minutesPerCycle) % 1));
      for (const outcome of sawtooth) {
        expect(outcome, `every ${minutesPerCycle} min`).to.be.oneOf(["levelled", "stable"]);
      }
    }
  });

  it("finds a leak below a collector's sawtooth", () => {
    const leaking = outcomes((minutes) => 90 + 14 * ((minutes / 0.2) % 1) + 8 * minutes);
    expect([...leaking]).to.deep.equal(["leak"]);
  });
});
