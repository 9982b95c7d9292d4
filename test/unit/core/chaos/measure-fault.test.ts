import { expect } from "chai";
import { measureFault, type WatchedFault } from "../../../../lib/core/chaos/measure-fault.ts";
import type { ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { failing, probed } from "./given.ts";

const INJECTED = 30_000;
const UNDONE = 40_000;
const UNTIL = 80_000;
const baseline = probed(0, INJECTED);

/** Good from the injection on, but for the stretches that are given. */
function rowsWith(
  stretches: readonly (readonly [number, number, Partial<ProbeRow>])[],
  until = UNTIL,
): ProbeRow[] {
  return probed(INJECTED, until, (atMs) => {
    const own = stretches.find(([from, to]) => atMs >= from && atMs < to);
    return own?.[2] ?? {};
  });
}

function measured(rows: readonly ProbeRow[], varied: Partial<WatchedFault> = {}) {
  return measureFault({
    injectedAtMs: INJECTED,
    undoneAtMs: UNDONE,
    recoveryCountsFrom: "undo",
    untilMs: UNTIL,
    baseline,
    rows,
    ...varied,
  });
}

describe("measureFault", () => {
  it("gives detection from the injection, recovery from the undo, and the area that was lost", () => {
    // Fails from 0.6 s after the injection until 3 s after the undo: 12.4 s, of which every request fails.
    const { lostSeconds, ...rest } = measured(rowsWith([[30_600, 43_000, failing]]));
    expect(rest).to.deep.equal({
      detectedAfterSeconds: 0.6,
      detectedBy: "endpoint",
      recoveredAfterSeconds: 3,
      recoveryCountsFrom: "undo",
      watchedSeconds: 40,
      slowdown: null,
      resolutionSeconds: 0.2,
    });
    expect(lostSeconds).to.be.closeTo(12.4, 1e-9);
  });

  it("counts from the injection where the system heals itself, and only once it had shown", () => {
    const rows = rowsWith([[32_200, 41_000, failing]]);
    const { recoveredAfterSeconds, watchedSeconds } = measured(rows, { recoveryCountsFrom: "injection" });
    // The 2.2 s before it showed would have been a run of good windows, too.
    expect(recoveredAfterSeconds).to.equal(11);
    expect(watchedSeconds).to.equal(50);
  });

  it("counts a failing share of the endpoints as a share of the area", () => {
    const other = rowsWith([]).map((row) => ({ ...row, endpoint: "items_buy" }));
    const { lostSeconds } = measured([...rowsWith([[30_000, 40_000, failing]]), ...other]);
    expect(lostSeconds).to.be.closeTo(10 / 2, 1e-9);
  });

  it("says that nothing showed, and that the system was itself at once, where all was good", () => {
    const { detectedAfterSeconds, recoveredAfterSeconds, lostSeconds, slowdown } = measured(rowsWith([]));
    expect({ detectedAfterSeconds, recoveredAfterSeconds, lostSeconds, slowdown }).to.deep.equal({
      detectedAfterSeconds: null,
      recoveredAfterSeconds: 0,
      lostSeconds: 0,
      slowdown: 1,
    });
  });

  it("does not take for detected what fails after the undo alone", () => {
    const after = measured(rowsWith([[40_000, 41_000, failing]]));
    expect(after).to.include({ detectedAfterSeconds: null, recoveredAfterSeconds: 1 });
    const before = measured(rowsWith([[39_800, 41_000, failing]]));
    expect(before.detectedAfterSeconds).to.equal(9.8);
  });

  describe("on what a service says of a store", () => {
    const own = { about: "store", endpoint: "cache behind shop" } as const;
    const ofStore = (rows: readonly ProbeRow[]) => rows.map((row) => ({ ...row, ...own }));
    const missed = ofStore(rowsWith([[30_400, 43_000, failing]]));

    it("takes it for the fault, which is over once the store is reached again, and for no loss", () => {
      expect(measured([...rowsWith([]), ...missed])).to.deep.include({
        detectedAfterSeconds: 0.4,
        detectedBy: "store",
        recoveredAfterSeconds: 3,
        lostSeconds: 0,
        slowdown: 1,
      });
    });

    it("says that the endpoints felt it where they did before the undo, however late", () => {
      const { lostSeconds, ...rest } = measured([...rowsWith([[35_000, 36_000, failing]]), ...missed]);
      expect(rest).to.include({ detectedAfterSeconds: 0.4, detectedBy: "endpoint" });
      expect(lostSeconds, "half as much if the store counted, too").to.be.closeTo(1, 1e-9);
      const late = rowsWith([[40_000, 41_000, failing]]);
      expect(measured([...late, ...missed]).detectedBy).to.equal("store");
    });

    it("takes no slow store for a slow system", () => {
      const slow = [...rowsWith([]), ...ofStore(rowsWith([[30_000, 40_000, { seconds: 2 }]]))];
      const before = [...baseline, ...ofStore(baseline)];
      expect(measured(slow, { baseline: before })).to.include({ slowdown: 1, detectedBy: "store" });
    });
  });

  describe("on what is good again", () => {
    it("wants two seconds without a break: ten windows, not nine", () => {
      const nine = rowsWith([
        [30_000, 42_000, failing],
        [43_800, 44_000, failing],
      ]);
      expect(measured(nine).recoveredAfterSeconds).to.equal(4);
      const ten = rowsWith([
        [30_000, 42_000, failing],
        [44_000, 44_200, failing],
      ]);
      expect(measured(ten).recoveredAfterSeconds).to.equal(2);
    });

    it("wants every endpoint to have answered", () => {
      const buying = (until: number) =>
        probed(INJECTED, until, failing).map((row) => ({ ...row, endpoint: "items_buy" }));
      // Nobody asks it after 42 s any more: whether it is well nobody knows.
      expect(measured([...rowsWith([]), ...buying(42_000)]).recoveredAfterSeconds).to.equal(null);
    });

    it("takes windows without a request for neither good nor bad", () => {
      const rows = rowsWith([[30_000, 41_000, failing]]).filter(
        ({ atMs }) => atMs < 42_000 || atMs >= 50_000,
      );
      expect(measured(rows).recoveredAfterSeconds).to.equal(1);
      const few = rows.filter(({ atMs }) => atMs < 50_600);
      // Five before the gap and three after it.
      expect(measured(few).recoveredAfterSeconds).to.equal(null);
    });
  });

  describe("on what was not seen", () => {
    it("says that it did not recover within the time that was watched", () => {
      expect(measured(rowsWith([[30_000, UNTIL, failing]]))).to.include({
        recoveredAfterSeconds: null,
        watchedSeconds: 40,
      });
    });

    it("watches no longer than the probe asked", () => {
      const rows = rowsWith([[30_000, 45_000, failing]], 45_000);
      expect(measured(rows)).to.include({ recoveredAfterSeconds: null, watchedSeconds: 5 });
    });

    it("is without any row: nothing seen, nothing watched, nothing lost", () => {
      expect(measured([])).to.deep.equal({
        detectedAfterSeconds: null,
        detectedBy: null,
        recoveredAfterSeconds: null,
        recoveryCountsFrom: "undo",
        watchedSeconds: 0,
        lostSeconds: 0,
        slowdown: null,
        resolutionSeconds: 0.2,
      });
    });

    it("is never recovered from an undo that there was not", () => {
      const rows = rowsWith([[30_000, 41_000, failing]]);
      expect(measured(rows, { undoneAtMs: null })).to.include({
        detectedAfterSeconds: 0,
        recoveredAfterSeconds: null,
        watchedSeconds: 0,
      });
    });

    it("leaves rows of other times aside", () => {
      const before = probed(0, INJECTED, failing);
      const after = probed(UNTIL, UNTIL + 5_000, failing);
      expect(measured([...before, ...rowsWith([]), ...after]).lostSeconds).to.equal(0);
    });
  });

  describe("on slowness", () => {
    const slow = { seconds: 0.12 };

    it("sees what is slow for five answers in a row, from the first of them on, and loses nothing by it", () => {
      const rows = rowsWith([[31_000, 41_000, slow]]);
      expect(measured(rows)).to.include({
        detectedAfterSeconds: 1,
        recoveredAfterSeconds: 1,
        lostSeconds: 0,
      });
      expect(measured(rows).slowdown).to.be.closeTo(6, 1e-9);
    });

    it("makes nothing of four in a row", () => {
      expect(measured(rowsWith([[31_000, 31_800, slow]])).detectedAfterSeconds).to.equal(null);
      expect(measured(rowsWith([[31_000, 32_000, slow]])).detectedAfterSeconds).to.equal(1);
    });

    it("makes nothing of twice next to nothing: 10 ms more it must be", () => {
      const quick = probed(0, INJECTED, { seconds: 0.002 });
      const with_ = (seconds: number) =>
        measured(
          probed(INJECTED, UNTIL, (atMs) => ({ seconds: atMs < UNDONE ? seconds : 0.002 })),
          { baseline: quick },
        ).detectedAfterSeconds;
      expect(with_(0.012)).to.equal(null);
      expect(with_(0.0121)).to.equal(0);
    });

    it("makes nothing of what one in twenty answers of the baseline took", () => {
      const varying = baseline.map((row, index) => ({ ...row, seconds: index % 10 === 0 ? 0.2 : 0.02 }));
      expect(
        measured(rowsWith([[31_000, 41_000, slow]]), { baseline: varying }).detectedAfterSeconds,
      ).to.equal(null);
    });

    it("does not know what is slow from a baseline of fewer than twenty answers", () => {
      const rows = rowsWith([[31_000, 41_000, slow]]);
      expect(measured(rows, { baseline: baseline.slice(0, 19) }).detectedAfterSeconds).to.equal(null);
      expect(measured(rows, { baseline: baseline.slice(0, 20) }).detectedAfterSeconds).to.equal(1);
    });

    it("gives the slowdown of the endpoint that suffered most", () => {
      const also = (rows: readonly ProbeRow[]) => rows.map((row) => ({ ...row, endpoint: "items_buy" }));
      const { slowdown } = measured(
        [...rowsWith([[30_000, 40_000, { seconds: 0.05 }]]), ...also(rowsWith([]))],
        {
          baseline: [...baseline, ...also(baseline)],
        },
      );
      expect(slowdown).to.be.closeTo(2.5, 1e-9);
    });
  });

  describe("whatever the rows", () => {
    /** A small generator of whole numbers (Park and Miller, 1988), so that a failure can be repeated. */
    function numbers(seed: number): (count: number) => number {
      let state = seed;
      return (count) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % count;
      };
    }

    const runs = Array.from({ length: 60 }, (_, seed) => {
      const draw = numbers(seed + 1);
      return rowsWith([]).map((row) => ({
        ...row,
        ok: draw(10) > seed % 8,
        seconds: 0.01 + draw(50) / 1000,
      }));
    });

    it("never loses more than the time that was watched, or less than nothing", () => {
      for (const rows of runs) {
        expect(measured(rows).lostSeconds).to.be.within(0, (UNTIL - INJECTED) / 1000);
      }
    });

    it("never recovers later than it was watched, or before the undo", () => {
      for (const rows of runs) {
        const { recoveredAfterSeconds, watchedSeconds } = measured(rows);
        if (recoveredAfterSeconds !== null) expect(recoveredAfterSeconds).to.be.within(0, watchedSeconds);
      }
    });

    it("never shows later, recovers sooner or loses less when one more request fails", () => {
      for (const [index, rows] of runs.entries()) {
        const at = (index * 37) % rows.length;
        const worse = rows.map((row, position) => (position === at ? { ...row, ok: false } : row));
        const [was, is] = [measured(rows), measured(worse)];
        expect(is.lostSeconds).to.be.at.least(was.lostSeconds);
        expect(is.detectedAfterSeconds ?? Infinity).to.be.at.most(was.detectedAfterSeconds ?? Infinity);
        expect(is.recoveredAfterSeconds ?? Infinity).to.be.at.least(was.recoveredAfterSeconds ?? Infinity);
      }
    });

    it("does not depend on the order of the rows, and leaves the caller's list alone", () => {
      for (const rows of runs) {
        const turned = Object.freeze(rows.toReversed());
        expect(measured(turned)).to.deep.equal(measured(rows));
      }
    });
  });
});
