import { expect } from "chai";
import { stepDetector, stepInWords } from "../../../../lib/node/generator/clock-watch.ts";

/** Clocks that a test sets: `pass` lets time go by on both. */
function twoClocks() {
  let wall = 1_000_000;
  let monotonic = 0;
  let readingMs = 0;
  return {
    clocks: { wallMs: () => wall, monotonicMs: () => (monotonic += readingMs) },
    pass: (ms: number) => {
      wall += ms;
      monotonic += ms;
    },
    set: (ms: number) => {
      wall += ms;
    },
    readSlowly: (ms: number) => {
      readingMs = ms;
    },
  };
}

describe("the watch on the clock", () => {
  it("sees no step where both clocks go alike", () => {
    const { clocks, pass } = twoClocks();
    const next = stepDetector(clocks);
    pass(250);
    expect(next()).to.equal(null);
    pass(90_000);
    expect(next()).to.equal(null);
  });

  it("sees a step forward and one back, each once, with its size", () => {
    const { clocks, pass, set } = twoClocks();
    const next = stepDetector(clocks);
    set(1_500);
    pass(250);
    expect(next()).to.deep.equal({ atMs: 1_001_750, seconds: 1.5 });
    expect(next()).to.equal(null);
    set(-3_000);
    expect(next()).to.deep.equal({ atMs: 998_750, seconds: -3 });
  });

  it("takes 100 ms for the correction of a good clock, and more for a step", () => {
    const { clocks, set } = twoClocks();
    const next = stepDetector(clocks);
    set(100);
    expect(next()).to.equal(null);
    set(101);
    expect(next()).to.include({ seconds: 0.101 });
    set(-100);
    expect(next()).to.equal(null);
    set(-101);
    expect(next()).to.include({ seconds: -0.101 });
  });

  it("does not add slow corrections up", () => {
    const { clocks, pass, set } = twoClocks();
    const next = stepDetector(clocks);
    for (let second = 0; second < 10; second++) {
      pass(250);
      set(60);
      expect(next()).to.equal(null);
    }
  });

  it("waits for a reading that nobody interrupted, and sees the step then", () => {
    const { clocks, set, readSlowly } = twoClocks();
    const next = stepDetector(clocks);
    set(500);
    readSlowly(11);
    expect(next()).to.equal(null);
    readSlowly(0);
    expect(next()?.seconds).to.be.closeTo(0.478, 1e-9); // 22 ms have passed meanwhile
  });

  it("says which way and by how much", () => {
    expect(stepInWords({ atMs: 0, seconds: -1.5 })).to.equal(
      "the clock was set back by 1.5 s at 1970-01-01T00:00:00.000Z",
    );
  });
});
