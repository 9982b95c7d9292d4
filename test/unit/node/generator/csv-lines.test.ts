import { expect } from "chai";
import { createCsvLines, csvField, csvFields } from "../../../../lib/node/generator/csv-lines.ts";

function cut(...pieces: string[]): { records: string[]; rest: string } {
  const lines = createCsvLines();
  const records = pieces.flatMap((piece) => lines.push(piece));
  return { records, rest: lines.rest() };
}

describe("createCsvLines", () => {
  it("cuts at line breaks, wherever the pieces end", () => {
    expect(cut("a,b\nc", ",d\n", "e")).to.deep.equal({ records: ["a,b", "c,d"], rest: "e" });
  });

  it("does not cut at a line break inside quotes", () => {
    expect(cut('a,"b\nc"\nd\n')).to.deep.equal({ records: ['a,"b\nc"', "d"], rest: "" });
  });

  it("keeps a quoted field together that comes in pieces", () => {
    expect(cut('a,"b\n', 'c ""x""', '\nd"\ne\n')).to.deep.equal({
      records: ['a,"b\nc ""x""\nd"', "e"],
      rest: "",
    });
  });
});

describe("csvFields", () => {
  it("splits and unquotes", () => {
    expect(csvFields("a,,c")).to.deep.equal(["a", "", "c"]);
    expect(csvFields('a,"b,c","say ""x""",')).to.deep.equal(["a", "b,c", 'say "x"', ""]);
  });

  it("reads back what csvField wrote", () => {
    const fields = ["plain", "with,comma", 'with "quotes"', "two\nlines", ""];
    expect(csvFields(fields.map(csvField).join(","))).to.deep.equal(fields);
  });
});
