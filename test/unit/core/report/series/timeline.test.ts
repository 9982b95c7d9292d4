import { expect } from "chai";
import {
  growingTimeline,
  windowStartMs,
  type WindowKind,
} from "../../../../../lib/core/report/series/timeline.ts";
import { seeded } from "../../analysis/simulated.ts";

/** A window that counts and keeps the order of what it was merged from. */
const counting: WindowKind<{ count: number; names: string[] }> = {
  empty: () => ({ count: 0, names: [] }),
  merged: (earlier, later) => ({
    count: earlier.count + later.count,
    names: [...earlier.names, ...later.names],
  }),
};

function filled(mostWindows: number, secondsSeen: readonly number[]) {
  const timeline = growingTimeline(counting, { startMs: 5_000, widthMs: 1000, mostWindows });
  for (const second of secondsSeen) {
    const window = timeline.at(5_000 + second * 1000);
    window.count += 1;
    window.names.push(String(second));
  }
  return timeline;
}

const counts = (windows: readonly ({ count: number } | undefined)[]) =>
  windows.map((window) => window?.count ?? null);

describe("growingTimeline", () => {
  it("has a window for each second while there is room", () => {
    const timeline = filled(4, [0, 1, 1, 3]);
    expect(timeline.widthMs).to.equal(1000);
    expect(counts(timeline.windows)).to.deep.equal([1, 2, null, 1]);
  });

  it("merges each two neighbours into one of twice the width when one window more would not fit", () => {
    // Seconds 0 to 3 fill all four windows; second 4 halves them: 0+1, 2+3, 4.
    const timeline = filled(4, [0, 1, 2, 3, 4]);
    expect(timeline.widthMs).to.equal(2000);
    expect(counts(timeline.windows)).to.deep.equal([2, 2, 1]);
  });

  it("halves as often as it takes for a time that is far away", () => {
    // 100 s in at most four windows: the first width 2^k s with 100 / 2^k < 4 is 32 s.
    const timeline = filled(4, [0, 100]);
    expect(timeline.widthMs).to.equal(32_000);
    expect(counts(timeline.windows)).to.deep.equal([1, null, null, 1]);
  });

  it("merges in the order of time", () => {
    expect(filled(2, [0, 1, 2, 3]).windows.map((window) => window?.names)).to.deep.equal([
      ["0", "1"],
      ["2", "3"],
    ]);
  });

  it("keeps a window whose neighbour holds nothing, and a pair that holds nothing stays a gap", () => {
    const timeline = filled(4, [1, 4]);
    expect(counts(timeline.windows)).to.deep.equal([1, null, 1]);
  });

  it("counts what came before the start as the start", () => {
    expect(counts(filled(4, [-7, 0]).windows)).to.deep.equal([2]);
  });

  it("says when a window begins", () => {
    const timeline = filled(4, [0, 1, 2, 3, 4]);
    expect([0, 1, 2].map((index) => windowStartMs(timeline, index))).to.deep.equal([5_000, 7_000, 9_000]);
  });

  it("is told coarser without being changed", () => {
    const timeline = filled(8, [0, 1, 2, 3, 4, 5]);
    const coarse = timeline.coarser(2);
    expect(coarse.widthMs).to.equal(4000);
    expect(counts(coarse.windows)).to.deep.equal([4, 2]);
    expect(counts(timeline.windows)).to.deep.equal([1, 1, 1, 1, 1, 1]);
  });

  it("is told anew when something was added since", () => {
    const timeline = filled(8, [0, 1, 2, 3]);
    expect(counts(timeline.coarser(2).windows)).to.deep.equal([2, 2]);
    timeline.at(5_000).count += 5;
    expect(counts(timeline.coarser(2).windows)).to.deep.equal([7, 2]);
    expect(counts(timeline.coarser(1).windows)).to.deep.equal([9]);
  });

  it("conserves counts, whatever comes in which order", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = seeded(seed);
      const seen = Array.from({ length: 200 }, () => Math.floor(random() * 3000));
      const timeline = filled(1 + Math.floor(random() * 40), seen);
      const coarse = timeline.coarser(1 + Math.floor(random() * 10));
      const sum = (windows: readonly ({ count: number } | undefined)[]) =>
        windows.reduce((total, window) => total + (window?.count ?? 0), 0);
      expect(sum(timeline.windows), `seed ${seed}`).to.equal(200);
      expect(sum(coarse.windows), `seed ${seed}, coarser`).to.equal(200);
      // Each is where it belongs: a window holds nothing that is not of its time.
      timeline.windows.forEach((window, index) => {
        for (const name of window?.names ?? []) {
          expect(Math.floor((Number(name) * 1000) / timeline.widthMs)).to.equal(index);
        }
      });
    }
  });
});
