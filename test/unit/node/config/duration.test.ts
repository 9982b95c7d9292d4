import { expect } from "chai";
import { formatDuration, parseDuration } from "../../../../lib/node/config/duration.ts";

describe("parseDuration", () => {
  for (const [text, seconds] of [
    ["500ms", 0.5],
    ["30s", 30],
    ["1.5s", 1.5],
    ["5m", 300],
    ["2h", 7200],
    ["1h30m", 5400],
    ["1h1m1s1ms", 3661.001],
    ["0s", 0],
  ] as const) {
    it(`reads ${text} as ${seconds} seconds`, () => {
      expect(parseDuration(text)).to.equal(seconds);
    });
  }

  for (const text of ["5", "", "s", "-5s", "5 m", "30m1h", "5s5s", "1d", "abc", "NaN", "1e3s", "5S"]) {
    it(`does not take ${JSON.stringify(text)} for a duration`, () => {
      expect(parseDuration(text)).to.equal(null);
    });
  }
});

describe("formatDuration", () => {
  for (const [seconds, text] of [
    [0, "0s"],
    [0.5, "500ms"],
    [90, "1m30s"],
    [3600, "1h"],
    [7 * 24 * 3600, "168h"],
  ] as const) {
    it(`writes ${seconds} seconds as ${text}, which reads back`, () => {
      expect(formatDuration(seconds)).to.equal(text);
      expect(parseDuration(text)).to.equal(seconds);
    });
  }
});
