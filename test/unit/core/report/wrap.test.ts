import { expect } from "chai";
import { wrapped } from "../../../../lib/core/report/wrap.ts";

describe("wrapped", () => {
  it("indents a short sentence", () => {
    expect(wrapped("All is well.")).to.deep.equal(["  All is well."]);
  });

  it("fills a line to exactly 100 columns", () => {
    expect(wrapped(`${"a".repeat(49)} ${"b".repeat(48)}`)).to.have.lengthOf(1);
    expect(wrapped(`${"a".repeat(49)} ${"b".repeat(49)}`)).to.deep.equal([
      `  ${"a".repeat(49)}`,
      `    ${"b".repeat(49)}`,
    ]);
  });

  it("never cuts a word", () => {
    const long = "x".repeat(150);
    expect(wrapped(`see ${long} there`)).to.deep.equal(["  see", `    ${long}`, "    there"]);
  });
});
