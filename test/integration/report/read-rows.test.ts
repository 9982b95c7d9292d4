import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { readRows } from "../../../lib/app/report/read-rows.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("readRows", () => {
  const temporary = temporaryFolder();

  async function rowsOf(text: string) {
    writeFileSync(temporary("rows.ndjson"), text);
    const rows: unknown[] = [];
    const told = await readRows(temporary("rows.ndjson"), (row) => rows.push(row));
    return { rows, told };
  }

  it("gives every row in order, whether or not the last line ends", async () => {
    expect((await rowsOf('{"a":1}\n{"a":2}\n')).rows).to.deep.equal([{ a: 1 }, { a: 2 }]);
    expect((await rowsOf('{"a":1}\r\n{"a":2}')).rows).to.deep.equal([{ a: 1 }, { a: 2 }]);
  });

  it("takes a torn last line for what a killed run leaves", async () => {
    expect(await rowsOf('{"a":1}\n{"a":')).to.deep.equal({ rows: [{ a: 1 }], told: { rows: 1, damaged: 0 } });
  });

  it("counts a line amid the others that is no row, and reads on", async () => {
    const { rows, told } = await rowsOf('{"a":1}\n{"a"\nnull?\n{"a":2}\n');
    expect(rows).to.deep.equal([{ a: 1 }, { a: 2 }]);
    expect(told).to.deep.equal({ rows: 2, damaged: 2 });
  });

  it("puts lines together that are read in pieces, of whatever letters", async () => {
    const text = "ü🌊".repeat(50_000);
    const { rows } = await rowsOf(`${JSON.stringify({ text })}\n${JSON.stringify({ text })}\n`);
    expect(rows).to.deep.equal([{ text }, { text }]);
  });

  it("reads nothing of an empty file", async () => {
    expect(await rowsOf("")).to.deep.equal({ rows: [], told: { rows: 0, damaged: 0 } });
  });
});
