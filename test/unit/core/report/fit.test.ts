import { expect } from "chai";
import { fitted } from "../../../../lib/core/report/fit.ts";
import { figures, type Sheet, words } from "../../../../lib/core/report/sheet.ts";

const sheet: Sheet = {
  head: [words("objective"), figures("bad left"), words("result")],
  rows: [["postgres_health-errors", "1,234,567", { text: "met, exhausted", meaning: "missed" }]],
};
/** 22 + 2 + 9 + 2 + 14. */
const natural = 49;

describe("a table for a terminal's width", () => {
  it("stays as it is where it fits", () => {
    expect(fitted(sheet, natural)).to.deep.equal(sheet);
  });

  it("is broken after spaces and the marks of names, the widest column first, by no more than it takes", () => {
    const { head, rows } = fitted(sheet, natural - 1);
    expect(head).to.deep.equal(sheet.head);
    expect(rows[0]).to.deep.equal([
      "postgres_health-\nerrors",
      "1,234,567",
      { text: "met, exhausted", meaning: "missed" },
    ]);
  });

  it("breaks titles before texts", () => {
    const wide = { ...sheet, head: [words("objective"), figures("bad left of it"), words("result")] };
    const { head, rows } = fitted(wide, natural);
    expect(head[1]?.title).to.equal("bad left\nof it");
    expect(rows).to.deep.equal(sheet.rows);
  });

  it("cuts nothing and breaks no figure, however narrow it is to be", () => {
    const { head, rows } = fitted(sheet, 1);
    expect(rows[0]?.[1]).to.equal("1,234,567");
    const joined = JSON.stringify([head, rows]).replaceAll("\\n", "").replaceAll(" ", "");
    expect(joined).to.equal(JSON.stringify([sheet.head, sheet.rows]).replaceAll(" ", ""));
    expect(rows[0]?.[0]).to.equal("postgres_\nhealth-\nerrors");
  });
});
