import { expect } from "chai";
import { stepClock } from "../../../../lib/core/recording/step-clock.ts";

/** Begin and length of the step of each push. */
function stepsOf(...arrivedMs: number[]): [startMs: number, durationMs: number][] {
  const timeOf = stepClock();
  return arrivedMs.map((at) => {
    const { startMs, durationMs } = timeOf(at);
    return [startMs, durationMs];
  });
}

describe("stepClock", () => {
  it("gives each push the second before it, on whole seconds, however it trembles", () => {
    expect(stepsOf(10_990, 12_004, 12_985, 14_001)).to.deep.equal([
      [10_000, 1000],
      [11_000, 1000],
      [12_000, 1000],
      [13_000, 1000],
    ]);
  });

  it("makes a step as long as pushes were missing", () => {
    expect(stepsOf(11_000, 14_010, 15_000)).to.deep.equal([
      [10_000, 1000],
      [11_000, 3000],
      [14_000, 1000],
    ]);
  });

  it("makes a short step of a push that follows at once, as k6's last one does", () => {
    expect(stepsOf(11_000, 12_000, 12_010)).to.deep.equal([
      [10_000, 1000],
      [11_000, 1000],
      [12_000, 10],
    ]);
    expect(stepsOf(11_000, 11_000)[1]).to.deep.equal([11_000, 1]);
  });

  it("returns to the grid after a short step", () => {
    expect(stepsOf(11_000, 11_300, 12_000)).to.deep.equal([
      [10_000, 1000],
      [11_000, 300],
      [11_300, 700],
    ]);
  });
});
