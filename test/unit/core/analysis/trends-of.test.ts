/** Simulated soaks with a seed: what leaks is found, and what does not is left alone. */
import { expect } from "chai";
import type { TrendInput } from "../../../../lib/core/analysis/trend-input.ts";
import { trendsOf } from "../../../../lib/core/analysis/trends-of.ts";
import type { ResourceSample } from "../../../../lib/core/record/resource.ts";
import { autocorrelated, noise, seeded } from "./simulated.ts";

const MiB = 1024 ** 2;
const MINUTE_MS = 60_000;
const WARMUP_END_MS = 1_000_000;
const HOUR = 60;

function aSample(varied: Partial<ResourceSample>): ResourceSample {
  return {
    schema: 1,
    atMs: 0,
    subject: "api",
    source: "process",
    cpuCores: null,
    residentBytes: null,
    eventLoopLagSeconds: null,
    connections: null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
    ...varied,
  };
}

/** Of an hour, a sample every 30 s: `mib` by the share of the hour that has passed, and noise. */
function anHour(
  mib: (share: number) => number,
  random = seeded(1),
  phi = 0,
  deviationMib = 1,
): ResourceSample[] {
  const shaky = phi === 0 ? noise(random, 120) : autocorrelated(random, 120, phi);
  return shaky.map((wobble, index) =>
    aSample({
      atMs: WARMUP_END_MS + index * 0.5 * MINUTE_MS,
      residentBytes: (mib(index / 120) + deviationMib * wobble) * MiB,
    }),
  );
}

function anInput(samples: readonly ResourceSample[], varied: Partial<TrendInput> = {}): TrendInput {
  return {
    samples,
    latencies: [],
    warmupEndMs: WARMUP_END_MS,
    endMs: WARMUP_END_MS + HOUR * MINUTE_MS,
    limits: [{ subject: "api", quantity: "residentBytes", limit: 512 * MiB }],
    plannedUptimeHours: 168,
    ...varied,
  };
}

function memoryOf(samples: readonly ResourceSample[], varied: Partial<TrendInput> = {}) {
  const [trend] = trendsOf(anInput(samples, varied));
  if (trend === undefined) throw new Error("no trend");
  return trend;
}

const leaking = (share: number) => 100 + 60 * share;
const levelling = (share: number) => 160 - 60 * Math.exp(-share * 12);
const steady = () => 100;
/** Fills for two minutes, and is collected; what is left never grows. */
const sawtooth = (share: number) => 100 + 60 * ((share * 30) % 1);
const leakingSawtooth = (share: number) => sawtooth(share) + 60 * share;

describe("trendsOf", () => {
  it("finds a leak, its pace and the time to the limit", () => {
    const trend = memoryOf(anHour(leaking));
    expect(trend).to.include({ subject: "api", quantity: "residentBytes", outcome: "leak", samples: 120 });
    expect(trend.slopePerHour! / MiB).to.be.closeTo(60, 2);
    // From about 152 MiB to 512 MiB at 60 MiB an hour.
    expect(trend.hoursToLimit).to.be.closeTo((512 - 152) / 60, 0.5);
    expect(trend.pValue).to.be.below(0.0001);
    expect(trend.text).to.match(
      /^api, memory: leaks: it went on growing, and at this pace reaches its limit of 512 MiB in [56] h/,
    );
    expect(trend.text).to.match(/MiB an hour \(Sen's slope of 120 samples; Mann-Kendall p = [\d.e-]+\)\.$/);
  });

  it("finds what climbed and then levelled off", () => {
    expect(memoryOf(anHour(levelling))).to.include({ outcome: "levelled", hoursToLimit: null });
  });

  it("takes a garbage collector's sawtooth for what it leaves", () => {
    expect(memoryOf(anHour(sawtooth))).to.include({ outcome: "stable", hoursToLimit: null });
  });

  it("finds a leak below a garbage collector's sawtooth", () => {
    const trend = memoryOf(anHour(leakingSawtooth));
    expect(trend.outcome).to.equal("leak");
    expect(trend.slopePerHour! / MiB).to.be.closeTo(60, 6);
  });

  it("calls a clean process stable", () => {
    const trend = memoryOf(anHour(steady));
    expect(trend.outcome).to.equal("stable");
    expect(trend.text).to.match(/^api, memory: stable\. From 9\d(\.\d)? MiB to 9\d(\.\d)? MiB within 1 h/);
  });

  it("leaves the warm-up out, however much was grown in it", () => {
    const warming = Array.from({ length: 20 }, (_, index) =>
      aSample({ atMs: WARMUP_END_MS - (20 - index) * 1000, residentBytes: (20 + 4 * index) * MiB }),
    );
    expect(memoryOf([...warming, ...anHour(steady)])).to.include({ outcome: "stable", samples: 120 });
  });

  it("looks at the cool-down: what comes back was no leak", () => {
    const cooled = (mib: number) =>
      Array.from({ length: 5 }, (_, index) =>
        aSample({ atMs: WARMUP_END_MS + (HOUR + 1 + index) * MINUTE_MS, residentBytes: mib * MiB }),
      );
    expect(memoryOf([...anHour(leaking), ...cooled(100)]).outcome).to.equal("levelled");
    expect(memoryOf([...anHour(leaking), ...cooled(150)]).outcome).to.equal("leak");
  });

  it("asks for three samples of a cool-down: a last look at the end of a run is none", () => {
    const cooled = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        aSample({ atMs: WARMUP_END_MS + HOUR * MINUTE_MS + 1 + index, residentBytes: 100 * MiB }),
      );
    expect(memoryOf([...anHour(leaking), ...cooled(2)]).outcome).to.equal("leak");
    expect(memoryOf([...anHour(leaking), ...cooled(3)]).outcome).to.equal("levelled");
  });

  it("does not take a lag for gone that is away while nobody asks for anything", () => {
    const lagging = Array.from({ length: 130 }, (_, index) =>
      aSample({
        atMs: WARMUP_END_MS + index * 0.5 * MINUTE_MS,
        eventLoopLagSeconds: index <= 120 ? 0.01 + index / 1000 : 0.01,
      }),
    );
    expect(trendsOf(anInput(lagging))[0]).to.include({ outcome: "leak" });
  });

  it("calls growth ordinary within an hour that is a leak when it goes on for a night", () => {
    const grown = (hours: number) =>
      anHour((share) => 100 + 12 * share).map((sample) => ({
        ...sample,
        atMs: WARMUP_END_MS + (sample.atMs - WARMUP_END_MS) * hours,
      }));
    const short = memoryOf(grown(1));
    expect(short).to.include({ outcome: "stable", hoursToLimit: null });
    expect(short.text).to.match(
      /^api, memory: stable: it climbed by less than 32 MiB, which is ordinary within 1 h/,
    );
    const endMs = WARMUP_END_MS + 8 * HOUR * MINUTE_MS;
    const limits = [{ subject: "api", quantity: "residentBytes" as const, limit: 200 * MiB }];
    expect(memoryOf(grown(8), { endMs, limits }).outcome).to.equal("leak");
  });

  it("keeps the place of samples that are missing", () => {
    const holed = anHour(leaking).filter((_, index) => index < 40 || index >= 60);
    const trend = memoryOf(holed);
    expect(trend.outcome).to.equal("leak");
    expect(trend.slopePerHour! / MiB).to.be.closeTo(60, 2);
  });

  it("takes a doubling as too much where no limit is given, and then has no time to it", () => {
    const trend = memoryOf(anHour(leaking), { limits: [] });
    expect(trend).to.include({ outcome: "leak", hoursToLimit: null });
    expect(trend.text).to.match(/comes to 2\d\d MiB in (1 h|5\d min)/);
  });

  describe("with too little to go on", () => {
    it("is inconclusive about fewer than 12 samples, and not about 12", () => {
      const sparse = (count: number) =>
        Array.from({ length: count }, (_, index) =>
          aSample({ atMs: WARMUP_END_MS + (index * HOUR * MINUTE_MS) / count, residentBytes: 100 * MiB }),
        );
      expect(memoryOf(sparse(11))).to.deep.include({
        outcome: "inconclusive",
        slopePerHour: null,
        pValue: null,
        text: "api, memory: undecided. 11 samples: it takes 12.",
      });
      expect(memoryOf(sparse(12)).outcome).to.equal("stable");
    });

    it("is inconclusive about a process that was not there for the whole time", () => {
      const gone = memoryOf(anHour(steady).slice(0, 96));
      expect(gone).to.include({ outcome: "inconclusive" });
      expect(gone.text).to.match(/not seen for the whole/);
      expect(memoryOf(anHour(steady).slice(0, 97)).outcome).to.equal("stable");
    });
  });

  it("asks of every process, quantity and endpoint that was told of, and of no other", () => {
    const samples = anHour(steady).flatMap((sample, index) => [
      sample,
      { ...sample, subject: "mongo", eventLoopLagSeconds: 0.001, connections: 10 + Math.floor(index / 4) },
    ]);
    const points = samples.map(({ atMs }, index) => ({ atMs, p95Seconds: 0.05 + index / 2000 }));
    const found = trendsOf(anInput(samples, { latencies: [{ endpoint: "users_list", points }] }));
    expect(found.map(({ subject, quantity, outcome }) => [subject, quantity, outcome])).to.deep.equal([
      ["api", "residentBytes", "stable"],
      ["mongo", "residentBytes", "stable"],
      ["mongo", "eventLoopLagSeconds", "stable"],
      ["mongo", "connections", "leak"],
      ["users_list", "latencyP95Seconds", "leak"],
    ]);
  });

  it("believes the operating system before the service itself", () => {
    const both = [
      ...anHour(steady),
      ...anHour(leaking).map((sample) => ({ ...sample, source: "metrics" as const })),
    ];
    const found = trendsOf(anInput(both));
    expect(found).to.have.length(1);
    expect(found[0]).to.include({ outcome: "stable", samples: 120 });
  });

  describe("over many simulated hours", () => {
    const limits = [{ subject: "api", quantity: "residentBytes" as const, limit: 150 * MiB }];
    const share = (outcome: string, runs: number, make: (random: () => number) => ResourceSample[]) =>
      Array.from({ length: runs }, (_, seed) => memoryOf(make(seeded(seed)), { limits })).filter(
        (trend) => trend.outcome === outcome,
      ).length / runs;

    it("cries leak in not one of a thousand that are clean", () => {
      const clean = (random: () => number) => anHour(steady, random);
      expect(share("leak", 1000, clean)).to.equal(0);
      expect(share("stable", 1000, clean)).to.be.above(0.98);
    }).timeout(10_000);

    it("seldom cries leak where the noise is autocorrelated, even strongly", () => {
      expect(share("leak", 500, (random) => anHour(steady, random, 0.9))).to.be.at.most(0.02);
    }).timeout(10_000);

    it("finds every leak of ten standard deviations of the noise an hour, and most of four", () => {
      const growing = (mib: number, deviationMib: number) => (random: () => number) =>
        anHour((passed) => 100 + mib * passed, random, 0, deviationMib);
      expect(share("leak", 100, growing(60, 6))).to.equal(1);
      expect(share("leak", 100, growing(60, 15))).to.be.above(0.7);
    }).timeout(10_000);

    it("calls none of those a leak that climb and then level off", () => {
      expect(share("leak", 100, (random) => anHour(levelling, random))).to.equal(0);
    }).timeout(10_000);
  });
});
