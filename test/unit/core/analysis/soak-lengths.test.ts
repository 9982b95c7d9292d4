/**
 * What can a soak of which length decide? Simulated processes of some 100 MiB: what a runtime does while
 * it settles is no leak, and a leak that matters within what a soak can foresee is (docs/soak.md).
 */
import { expect } from "chai";
import { trendsOf } from "../../../../lib/core/analysis/trends-of.ts";
import type { ResourceSample } from "../../../../lib/core/record/resource.ts";
import { autocorrelated, seeded } from "./simulated.ts";

const MiB = 1024 ** 2;
/** Of every run: the more of them, the longer a window. */
const SAMPLES = 240;
const RUNS = 40;

type Course = (minutes: number) => number;

function outcomes(mib: Course, lengthMinutes = 10): ReadonlySet<string> {
  return new Set(Array.from({ length: RUNS }, (_, seed) => outcomeOf(mib, lengthMinutes, seeded(seed))));
}

/** With noise that stays for some samples, as a heap's does. */
function outcomeOf(mib: Course, lengthMinutes: number, random: () => number): string {
  const intervalMs = (lengthMinutes * 60_000) / SAMPLES;
  const samples = autocorrelated(random, SAMPLES, 0.8).map((wobble, index): ResourceSample => ({
    schema: 1,
    atMs: index * intervalMs,
    subject: "api",
    source: "process",
    cpuCores: null,
    residentBytes: (mib((index * intervalMs) / 60_000) + wobble) * MiB,
    eventLoopLagSeconds: null,
    connections: null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
  }));
  const endMs = SAMPLES * intervalMs;
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

describe("what the documentation promises of lengths", () => {
  for (const [text, lengthMinutes, mibAMinute] of [
    ["ten minutes find 5 MiB a minute", 10, 5],
    ["an hour finds 40 MiB an hour", 60, 40 / 60],
    ["eight hours find 1 MiB an hour", 480, 1 / 60],
  ] as const) {
    it(text, () => {
      const leaking = outcomes((minutes) => 100 + mibAMinute * minutes, lengthMinutes);
      expect([...leaking]).to.deep.equal(["leak"]);
    });

    it(`${text}, and nothing in a process that is well`, () => {
      for (const outcome of outcomes(() => 100, lengthMinutes)) {
        expect(outcome).to.be.oneOf(["levelled", "stable"]);
      }
    });
  }
});
