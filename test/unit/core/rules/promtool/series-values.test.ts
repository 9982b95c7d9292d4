import { expect } from "chai";
import { counter, line, steady } from "../../../../../lib/core/rules/promtool/series-values.ts";

describe("values of a series for promtool", () => {
  it("continue a counter where the stretch before it ended", () => {
    const text = counter([
      { steps: 12, perStep: 10 },
      { steps: 3, perStep: 5 },
    ]);
    // 0, 10, ..., 120, then 125, 130, 135
    expect(text).to.equal("0+10x12 125+5x2");
  });

  it("leave out a stretch without steps, and join stretches that grow alike", () => {
    const stretches = [
      { steps: 0, perStep: 7 },
      { steps: 2, perStep: 1 },
      { steps: 3, perStep: 1 },
    ];
    expect(counter(stretches)).to.equal("0+1x5");
  });

  it("write a steady 0 so that it is no hexadecimal number", () => {
    expect(steady(0, 8)).to.equal("0+0x8");
  });

  it("let a gauge rise and fall", () => {
    expect(line(100, 5, 3)).to.equal("100+5x3");
    expect(line(100, -5, 3)).to.equal("100-5x3");
  });
});
