import { expect } from "chai";
import { parseRange } from "../../../../lib/node/tools/version-range.ts";

describe("a version range", () => {
  const cases = [
    { range: "2.2.x", version: "2.2.0", fits: true },
    { range: "2.2.x", version: "2.2.17", fits: true },
    { range: "2.2.x", version: "2.2.0+dirty", fits: true },
    { range: "2.2.x", version: "2.2.0-rc1", fits: false },
    { range: "2.2.x", version: "2.3.0", fits: false },
    { range: "2.2.x", version: "2.20.0", fits: false },
    { range: "2.2.x", version: "1.2.2", fits: false },
    { range: "2.x", version: "2.9.1", fits: true },
    { range: "2.x", version: "3.0.0", fits: false },
    { range: "2.2.1", version: "2.2.1", fits: true },
    { range: "2.2.1", version: "2.2.10", fits: false },
    { range: "2.2.x", version: "2.2", fits: false },
    { range: "2.2.x", version: "", fits: false },
    { range: "2.x or 3.x", version: "2.42.0+ds", fits: true },
    { range: "2.x or 3.x", version: "3.8.0", fits: true },
    { range: "2.x or 3.x", version: "4.0.0", fits: false },
  ];
  for (const { range, version, fits } of cases) {
    it(`${range} ${fits ? "takes" : "does not take"} ${JSON.stringify(version)}`, () => {
      expect(parseRange(range)?.fits(version)).to.equal(fits);
    });
  }

  for (const text of ["", "x", "2", "^2.2.0", "2.2.x.1", "2.x.1", "v2.2.x", "2.x or", "2.x or ^3"]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(parseRange(text)).to.equal(null);
    });
  }
});
