import { expect } from "chai";
import { markdownTable } from "../../../../scripts/docs/markdown-table.ts";

describe("markdownTable", () => {
  it("pads every column to its widest cell, and to three characters at least", () => {
    const table = markdownTable(
      ["a", "meaning"],
      [
        ["105", "ended by a signal"],
        ["0", "pass"],
      ],
    );
    expect(table.split("\n")).to.deep.equal([
      "| a   | meaning           |",
      "| --- | ----------------- |",
      "| 105 | ended by a signal |",
      "| 0   | pass              |",
    ]);
  });
});
