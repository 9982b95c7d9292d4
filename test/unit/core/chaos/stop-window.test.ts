import { expect } from "chai";
import { nothingSeen, see, type StopWindow, type Tripped } from "../../../../lib/core/chaos/stop-window.ts";
import type { ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { failing, probed } from "./given.ts";

const condition = { windowSeconds: 10, failedShareAbove: 0.5 };

/** When it tripped first, by the time of the row that made it; null where it did not. */
function trippedAt(rows: readonly ProbeRow[]): { atMs: number; tripped: Tripped } | null {
  let window: StopWindow = nothingSeen;
  for (const row of rows) {
    const seen = see(window, row, condition);
    if (seen.tripped !== null) return { atMs: row.atMs, tripped: seen.tripped };
    window = seen.window;
  }
  return null;
}

describe("the stop condition's window", () => {
  it("does not trip on the first failures of all: what was not watched yet counts as good", () => {
    expect(trippedAt(probed(0, 5_000, failing))).to.equal(null);
  });

  it("trips once more than the share of the whole window has failed, in the first window too", () => {
    const { atMs, tripped } = trippedAt(probed(0, 20_000, failing))!;
    expect(atMs).to.equal(5_200);
    expect(tripped).to.deep.include({ failed: 27, total: 27, watchedSeconds: 5.2 });
    expect(tripped.failedShare).to.be.closeTo(0.52, 1e-9);
  });

  it("does not trip at just the share", () => {
    // Of the 50 requests in a window 25 fail.
    const half = (atMs: number) => ({ ok: atMs < 20_000 || atMs >= 25_000 });
    expect(trippedAt(probed(0, 60_000, half))).to.equal(null);
    const more = (atMs: number) => ({ ok: atMs < 20_000 || atMs >= 25_200 });
    expect(trippedAt(probed(0, 60_000, more))?.tripped).to.deep.include({ failed: 26, total: 50 });
  });

  it("forgets what slid out of the window", () => {
    const twice = (atMs: number) => ({
      ok: !((atMs >= 10_000 && atMs < 14_000) || (atMs >= 22_000 && atMs < 26_000)),
    });
    expect(trippedAt(probed(0, 60_000, twice))).to.equal(null);
    const closer = (atMs: number) => ({
      ok: !((atMs >= 10_000 && atMs < 14_000) || (atMs >= 15_000 && atMs < 19_000)),
    });
    expect(trippedAt(probed(0, 60_000, closer))?.atMs).to.equal(16_000);
  });

  it("counts rows that come late where they belong, and not at all where that is over", () => {
    const good = probed(0, 12_000);
    const window = good.reduce((state, row) => see(state, row, condition).window, nothingSeen);
    expect(see(window, { atMs: 11_000, ok: false }, condition).window.rows).to.have.lengthOf(51);
    expect(see(window, { atMs: 1_000, ok: false }, condition).window.rows).to.have.lengthOf(50);
  });

  it("never trips where nothing fails, and more failures never make it trip later", () => {
    expect(trippedAt(probed(0, 60_000))).to.equal(null);
    for (let from = 20_000; from < 40_000; from += 1_000) {
      const until = (end: number) =>
        trippedAt(probed(0, 60_000, (atMs) => ({ ok: atMs < from || atMs >= end })));
      const [shorter, longer] = [until(from + 6_000), until(from + 8_000)];
      expect(longer?.atMs).to.be.at.most(shorter?.atMs ?? Infinity);
    }
  });
});
