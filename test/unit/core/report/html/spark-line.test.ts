import { expect } from "chai";
import { sparkLine } from "../../../../../lib/core/report/html/spark-line.ts";

const at = (...values: readonly (number | null)[]) =>
  values.map((value, index) => ({ value, text: `run ${index}` }));
const lineOf = (markup: string) => /polyline points="([^"]*)"/.exec(markup)?.[1];

describe("sparkLine", () => {
  it("draws the oldest at the left, from zero up, as high as the largest", () => {
    // 320 wide and 72 high with margins of 8: x from 8 to 312, y from 64 (zero) up to 8 (the largest).
    expect(lineOf(sparkLine("p95", at(1, 2, 4)).markup)).to.equal("8.0,50.0 160.0,36.0 312.0,8.0");
  });

  it("leaves out a run without such a figure, and keeps its place", () => {
    expect(lineOf(sparkLine("p95", at(4, null, 4)).markup)).to.equal("8.0,8.0 312.0,8.0");
  });

  it("lies on the ground where everything is 0", () => {
    expect(lineOf(sparkLine("error rate", at(0, 0)).markup)).to.equal("8.0,64.0 312.0,64.0");
  });

  it("tells the latest in words, and each under the pointer", () => {
    const { markup } = sparkLine("p95", at(1, 2));
    expect(markup).to.contain("p95: run 1");
    expect(markup.match(/<title>run \d<\/title>/g)).to.deep.equal([
      "<title>run 0</title>",
      "<title>run 1</title>",
    ]);
  });

  it("is nothing for fewer than two figures: there is no course", () => {
    expect(sparkLine("p95", at(1)).markup).to.equal("");
    expect(sparkLine("p95", at(1, null)).markup).to.equal("");
  });
});
