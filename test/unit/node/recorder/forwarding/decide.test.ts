import { expect } from "chai";
import { type Attempt, decide } from "../../../../../lib/node/recorder/forwarding/decide.ts";
import { retryAfterMs } from "../../../../../lib/node/recorder/forwarding/retry-after.ts";

const backoff = { firstMs: 100, longestMs: 1_000 };
const noon = Date.parse("2026-01-01T12:00:00Z");

const answered = (status: number, words = "", retryAfter: string | null = null): Attempt => ({
  kind: "answered",
  status,
  words,
  retryAfter,
});
const decided = (attempt: Attempt, failures = 0) => decide(attempt, failures, backoff, noon);

describe("what becomes of a push", () => {
  for (const status of [200, 204, 299]) {
    it(`${status}: delivered`, () => {
      expect(decided(answered(status))).to.deep.equal({ kind: "delivered" });
    });
  }

  for (const status of [300, 400, 401, 404, 413, 428, 430, 499]) {
    it(`${status}: given up, with the server's words`, () => {
      expect(decided(answered(status, "out of order sample"))).to.deep.equal({
        kind: "giveUp",
        why: `it answered ${status}: out of order sample`,
      });
    });
  }

  for (const status of [429, 500, 502, 503, 599]) {
    it(`${status}: tried again`, () => {
      expect(decided(answered(status))).to.deep.equal({
        kind: "retry",
        why: `it answered ${status}`,
        afterMs: 100,
        isAsked: false,
      });
    });
  }

  it("no answer: tried again, unless it would be the same again", () => {
    const attempt = { kind: "unanswered", isPermanent: false, reason: "connection refused" } as const;
    expect(decided(attempt)).to.include({ kind: "retry", why: "connection refused" });
    expect(decided({ ...attempt, isPermanent: true })).to.include({ kind: "giveUp" });
  });

  it("500 for native histograms that are off: given up, with the remedy", () => {
    expect(decided(answered(500, "native histograms are disabled"))).to.deep.equal({
      kind: "giveUp",
      why: "it answered 500: native histograms are disabled; switch its native histograms on, or use --trend-stats",
    });
    expect(decided(answered(500, "native histograms are slow today"))).to.include({ kind: "retry" });
  });

  it("waits twice as long after each failure, up to the longest", () => {
    const waits = [0, 1, 2, 3, 4, 60, 5_000].map((failures) => decided(answered(500), failures));
    expect(waits.map((decision) => decision.kind === "retry" && decision.afterMs)).to.deep.equal([
      100, 200, 400, 800, 1_000, 1_000, 1_000,
    ]);
  });

  it("waits as long as the server asks, be it more or less", () => {
    expect(decided(answered(429, "", "7"))).to.include({ afterMs: 7_000, isAsked: true });
    expect(decided(answered(503, "", "0"), 9)).to.include({ afterMs: 0, isAsked: true });
    expect(decided(answered(503, "", "soon"))).to.include({ afterMs: 100, isAsked: false });
  });
});

describe("Retry-After", () => {
  it("is seconds, or a date", () => {
    expect(retryAfterMs("120", noon)).to.equal(120_000);
    expect(retryAfterMs("Thu, 01 Jan 2026 12:00:30 GMT", noon)).to.equal(30_000);
  });

  it("is 0 for a date that has passed, and five minutes at most", () => {
    expect(retryAfterMs("Thu, 01 Jan 2026 11:00:00 GMT", noon)).to.equal(0);
    expect(retryAfterMs("300", noon)).to.equal(300_000);
    expect(retryAfterMs("301", noon)).to.equal(300_000);
  });

  it("says nothing where it is missing or unreadable", () => {
    expect(retryAfterMs(null, noon)).to.equal(null);
    expect(retryAfterMs("later", noon)).to.equal(null);
    expect(retryAfterMs("", noon)).to.equal(null);
  });
});
