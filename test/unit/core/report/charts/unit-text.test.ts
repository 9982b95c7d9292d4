import { expect } from "chai";
import { withUnit } from "../../../../../lib/core/report/charts/unit-text.ts";

describe("withUnit", () => {
  it("shows each figure of a chart in its unit", () => {
    expect(withUnit(99.98, "perSecond")).to.equal("99.98/s");
    expect(withUnit(0.0123, "seconds")).to.equal("12.3 ms");
    expect(withUnit(-0.5, "seconds")).to.equal("-500 ms");
    expect(withUnit(12_345, "count")).to.equal("12,345");
    expect(withUnit(0.12345, "cores")).to.equal("0.123");
    expect(withUnit(1536, "bytes")).to.equal("1.5 KiB");
    expect(withUnit(2048, "bytesPerSecond")).to.equal("2 KiB/s");
  });

  it("tells small shares from none", () => {
    expect([0, 0.0004, 0.005, 0.02, 0.1, 1].map((share) => withUnit(share, "share"))).to.deep.equal([
      "0 %",
      "0.04 %",
      "0.5 %",
      "2 %",
      "10 %",
      "100 %",
    ]);
  });

  it("does not show the noise of floating point", () => {
    expect(withUnit(0.1 + 0.2, "cores")).to.equal("0.3");
    expect(withUnit(0.1 + 0.2, "count")).to.equal("0.3");
  });
});
