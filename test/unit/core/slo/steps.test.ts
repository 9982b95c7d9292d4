import { expect } from "chai";
import { countSteps, gridOf } from "../../../../lib/core/slo/steps.ts";

const grid = { startSeconds: 1000, stepSeconds: 300, steps: 4 };

/** Values at the grid's instants; null where there is no sample. */
function series(...values: readonly (number | null)[]) {
  return {
    points: values.flatMap((value, instant) =>
      value === null ? [] : [{ timeSeconds: 1000 + instant * 300, value }],
    ),
  };
}

const errors = (all: ReturnType<typeof series>[], part: ReturnType<typeof series>[]) =>
  countSteps(grid, { all, part, partIs: "bad" });

describe("events counted from counters", () => {
  it("are the differences of what the counters said, of all series together", () => {
    const ok = series(100, 110, 130, 130, 140);
    const failed = series(5, 5, 6, 6, 9);
    expect(errors([ok, failed], [failed])).to.deep.equal({
      grid,
      total: [10, 21, 0, 13],
      bad: [0, 1, 0, 3],
      coveredShare: 1,
    });
  });

  it("begin at 0 after a reset", () => {
    expect(errors([series(100, 110, 7, 12, 12)], []).total).to.deep.equal([10, 7, 5, 0]);
  });

  it("have the first failure, with which its series is born", () => {
    const ok = series(100, 110, 120, 130, 140);
    const failed = series(null, null, 1, 1, 2);
    expect(errors([ok, failed], [failed]).bad).to.deep.equal([0, 1, 0, 1]);
  });

  it("have none of what an old counter said before it was seen first", () => {
    const { total, coveredShare } = errors([series(null, null, 5000, 5010, 5010)], []);
    expect(total).to.deep.equal([0, 0, 10, 0]);
    expect(coveredShare).to.equal(0.6);
  });

  it("have what happened while nobody looked, when somebody looks again", () => {
    const { total, coveredShare } = errors([series(100, null, null, 150, 151)], []);
    expect(total).to.deep.equal([0, 0, 50, 1]);
    expect(coveredShare).to.equal(0.6);
  });

  it("are bad for latency where they are not among those in time, and never more than all", () => {
    const all = [series(0, 10, 20, 30, 40)];
    const inTime = [series(0, 9, 19, 30, 40)];
    expect(countSteps(grid, { all, part: inTime, partIs: "good" }).bad).to.deep.equal([1, 0, 0, 0]);
    expect(errors([series(0, 1, 2, 3, 4)], [series(0, 5, 5, 5, 5)]).bad).to.deep.equal([1, 0, 0, 0]);
  });

  it("are none where there is no series", () => {
    expect(errors([], [])).to.deep.include({ total: [0, 0, 0, 0], coveredShare: 0 });
  });

  it("are looked at in steps that Prometheus gives at once, up to now", () => {
    const month = gridOf(10_000_000, 30 * 86_400);
    expect(month).to.deep.equal({ startSeconds: 7_408_000, stepSeconds: 300, steps: 8640 });
    expect(gridOf(10_000, 3600)).to.deep.equal({ startSeconds: 6400, stepSeconds: 15, steps: 240 });
    expect(gridOf(10_000_000, 92 * 86_400).steps).to.equal(8832);
  });
});
