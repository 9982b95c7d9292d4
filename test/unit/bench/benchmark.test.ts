import { expect } from "chai";
import { hasAim, meets } from "../../../bench/benchmark.ts";

describe("meets", () => {
  const between = { atLeast: 0.98, atMost: 1.02 };

  it("counts both bounds in", () => {
    expect(meets({ value: 0.98, aim: between })).to.equal(true);
    expect(meets({ value: 1.02, aim: between })).to.equal(true);
  });

  it("misses an aim on either side", () => {
    expect(meets({ value: 0.979, aim: between })).to.equal(false);
    expect(meets({ value: 1.021, aim: between })).to.equal(false);
  });

  it("never meets an aim with a value that is no number", () => {
    expect(meets({ value: Number.NaN, aim: { atLeast: null, atMost: null } })).to.equal(false);
  });
});

describe("hasAim", () => {
  it("is true with a bound on either side, and false without one", () => {
    expect(hasAim({ atLeast: 1, atMost: null })).to.equal(true);
    expect(hasAim({ atLeast: null, atMost: 1 })).to.equal(true);
    expect(hasAim({ atLeast: null, atMost: null })).to.equal(false);
  });
});
