import { expect } from "chai";
import { parseRate } from "../../../../lib/node/config/rate.ts";

describe("parseRate", () => {
  for (const [text, perSecond] of [
    ["50", 50],
    ["50/s", 50],
    ["0.5", 0.5],
    ["3000/min", 50],
    ["7200/h", 2],
  ] as const) {
    it(`reads ${text} as ${perSecond} a second`, () => {
      expect(parseRate(text)).to.equal(perSecond);
    });
  }

  for (const text of ["", "abc", "-5", "50/m", "50 /s", "NaN", "Infinity", "1e3", "/s", "50rps"]) {
    it(`does not take ${JSON.stringify(text)} for a rate`, () => {
      expect(parseRate(text)).to.equal(null);
    });
  }
});
