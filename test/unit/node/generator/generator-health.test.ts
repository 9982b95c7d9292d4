import { expect } from "chai";
import { type CpuReading, generatorHealth } from "../../../../lib/node/generator/generator-health.ts";

/** A reading a second; `shares` of two cores. */
function readings(...shares: number[]): CpuReading[] {
  let cpuMs = 500;
  const first = { atMs: 0, cpuMs, residentBytes: 10, turns: null };
  const later = shares.map((share, index) => {
    cpuMs += share * 2 * 1000;
    return { atMs: (index + 1) * 1000, cpuMs, residentBytes: 20 + index, turns: null };
  });
  return [first, ...later];
}

describe("generatorHealth", () => {
  it("gives mean and highest share of all cores, and the most memory", () => {
    const health = generatorHealth(readings(0.25, 0.75), 2);
    expect(health).to.deep.equal({
      cores: 2,
      cpuShareMean: 0.5,
      cpuShareMax: 0.75,
      saturatedSeconds: 0,
      waitPerTurnSecondsMax: null,
      lateSeconds: null,
      maxResidentBytes: 21,
      samples: 2,
    });
  });

  it("takes the longest stretch above 80 %, not the sum of stretches", () => {
    const { saturatedSeconds } = generatorHealth(readings(0.9, 0.9, 0.5, 0.9, 0.9, 0.9, 0.1), 2);
    expect(saturatedSeconds).to.equal(3);
  });

  it("does not count exactly 80 %", () => {
    expect(
      generatorHealth(
        [
          { atMs: 0, cpuMs: 0, residentBytes: 1, turns: null },
          { atMs: 1000, cpuMs: 800, residentBytes: 1, turns: null },
        ],
        1,
      ),
    ).to.include({ cpuShareMax: 0.8, saturatedSeconds: 0 });
  });

  it("weighs samples by how long they took", () => {
    const uneven = [
      { atMs: 0, cpuMs: 0, residentBytes: 1, turns: null },
      { atMs: 1000, cpuMs: 1000, residentBytes: 1, turns: null },
      { atMs: 4000, cpuMs: 1000, residentBytes: 1, turns: null },
    ];
    expect(generatorHealth(uneven, 1).cpuShareMean).to.equal(0.25);
  });

  it("knows no share without two readings", () => {
    expect(generatorHealth([], 4)).to.deep.equal({
      cores: 4,
      cpuShareMean: null,
      cpuShareMax: null,
      saturatedSeconds: 0,
      waitPerTurnSecondsMax: null,
      lateSeconds: null,
      maxResidentBytes: null,
      samples: 0,
    });
    expect(generatorHealth(readings(), 2)).to.include({
      cpuShareMean: null,
      maxResidentBytes: 10,
      samples: 0,
    });
  });

  describe("with the turns that its threads got on a CPU", () => {
    /** A reading a second; in each a hundred turns more, waited for so many ms each. */
    function waiting(...waitsMs: (number | null)[]): CpuReading[] {
      let waitedMs = 70;
      const rest = { cpuMs: 0, residentBytes: 1 };
      const later = waitsMs.map((waitMs, index) => {
        waitedMs += 100 * (waitMs ?? 0);
        const turns = waitMs === null ? null : { count: 100 * (index + 2), waitedMs };
        return { ...rest, atMs: (index + 1) * 1000, turns };
      });
      return [{ ...rest, atMs: 0, turns: { count: 100, waitedMs: 70 } }, ...later];
    }

    it("takes the longest stretch in which they were late, and the longest mean wait", () => {
      const health = generatorHealth(waiting(2, 2, 0.01, 3, 4, 1.5, 0.01), 2);
      expect(health.lateSeconds).to.equal(3);
      expect(health.waitPerTurnSecondsMax).to.be.closeTo(0.004, 1e-12);
    });

    it("does not count exactly 1 ms", () => {
      expect(generatorHealth(waiting(1, 1), 2)).to.include({ lateSeconds: 0, waitPerTurnSecondsMax: 0.001 });
      expect(generatorHealth(waiting(1.01), 2).lateSeconds).to.equal(1);
    });

    it("was never late in an undisturbed run", () => {
      expect(generatorHealth(waiting(0.01, 0.012, 0.008), 2).lateSeconds).to.equal(0);
    });

    it("knows nothing where the platform does not tell", () => {
      expect(generatorHealth(waiting(null, null), 2)).to.include({
        lateSeconds: null,
        waitPerTurnSecondsMax: null,
        samples: 2,
      });
    });

    it("takes a second without a turn for no late one", () => {
      const [first, second] = waiting(2);
      expect(first).not.to.equal(undefined);
      const still = { ...second!, atMs: 2000 };
      expect(generatorHealth([first!, second!, still], 2).lateSeconds).to.equal(1);
    });
  });
});
