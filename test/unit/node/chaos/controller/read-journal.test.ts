import { expect } from "chai";
import type { JournalEntry, JournalEventName } from "../../../../../lib/core/experiment/journal.ts";
import { openFaults, parseJournal } from "../../../../../lib/node/chaos/controller/read-journal.ts";
import { faultOf } from "./support/scripted-system.ts";

function row(seq: number, event: JournalEventName, faultId: string): JournalEntry {
  const common = { schema: 1, seq, atMs: 1, event, faultId, leaseMs: 500 } as const;
  return event === "intended" ? { ...common, fault: faultOf(faultId, "redis") } : common;
}

const lines = (...rows: readonly JournalEntry[]) => rows.map((one) => `${JSON.stringify(one)}\n`).join("");

describe("a journal that is read back", () => {
  it("gives what was written", () => {
    const rows = [row(1, "intended", "a"), row(2, "applied", "a")];
    expect(parseJournal(lines(...rows)).entries).to.deep.equal(rows);
  });

  it("may be empty", () => {
    expect(parseJournal("")).to.deep.equal({ entries: [], unreadable: [], wholeBytes: 0 });
  });

  it("may end in a row that is torn anywhere, which was never relied on", () => {
    const first = lines(row(1, "intended", "a"));
    const second = lines(row(2, "intended", "é"));
    for (let cut = 0; cut < second.length; cut += 1) {
      const { entries, unreadable, wholeBytes } = parseJournal(first + second.slice(0, cut));
      expect(entries.map(({ seq }) => seq)).to.deep.equal([1]);
      expect(unreadable).to.deep.equal([]);
      expect(wholeBytes).to.equal(Buffer.byteLength(first));
    }
  });

  for (const [what, line] of [
    ["is no JSON", "{"],
    ["is something else", '{"hello":"world"}'],
    ["intends nothing", JSON.stringify({ ...row(1, "applied", "a"), event: "intended" })],
    ["speaks of an event that nobody knows", JSON.stringify({ ...row(1, "applied", "a"), event: "burned" })],
    ["holds a fault without effects", JSON.stringify({ ...row(1, "intended", "a"), fault: { schema: 1 } })],
  ] as const) {
    it(`tells of a whole row that ${what}`, () => {
      const read = parseJournal(`${line}\n${lines(row(2, "intended", "b"))}`);
      expect(read.unreadable).to.deep.equal([1]);
      expect(read.entries.map(({ seq }) => seq)).to.deep.equal([2]);
    });
  }
});

describe("the faults that a journal holds open", () => {
  const open = (...rows: readonly JournalEntry[]) => openFaults(rows).map(({ faultId }) => faultId);

  for (const event of ["applied", "renewed", "expired", "undone", "undoFailed"] as const) {
    it(`include one that is ${event}`, () => {
      expect(open(row(1, "intended", "a"), row(2, event, "a"))).to.deep.equal(["a"]);
    });
  }

  it("include one that was only intended", () => {
    expect(open(row(1, "intended", "a"))).to.deep.equal(["a"]);
  });

  it("do not include one that is confirmed as undone", () => {
    const rows = [row(1, "intended", "a"), row(2, "applied", "a"), row(3, "undone", "a")];
    expect(open(...rows, row(4, "confirmed", "a"))).to.deep.equal([]);
  });

  it("include one that took hold again after it was confirmed", () => {
    const rows = [row(1, "intended", "a"), row(2, "confirmed", "a"), row(3, "undone", "a")];
    expect(open(...rows)).to.deep.equal(["a"]);
  });

  it("come the latest first", () => {
    const rows = [row(1, "intended", "a"), row(2, "intended", "b"), row(3, "intended", "c")];
    expect(open(...rows, row(4, "confirmed", "b"))).to.deep.equal(["c", "a"]);
  });
});
