/** A /proc of ours: what do threads that come, go and share an id add up to? */
import { expect } from "chai";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { turnCounter } from "../../../../lib/node/generator/turn-counter.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("turnCounter", () => {
  const temporary = temporaryFolder();

  function thread(id: number, waitedMs: number, count: number): void {
    mkdirSync(temporary("7", "task", String(id)), { recursive: true });
    writeFileSync(temporary("7", "task", String(id), "schedstat"), `123456 ${waitedMs * 1e6} ${count}\n`);
  }

  it("adds up over the threads, and over those that have ended", () => {
    const turns = turnCounter(7, temporary());
    thread(1, 10, 100);
    thread(2, 5, 50);
    expect(turns()).to.deep.equal({ count: 150, waitedMs: 15 });
    thread(1, 12, 110);
    rmSync(temporary("7", "task", "2"), { recursive: true });
    thread(3, 1, 4);
    expect(turns()).to.deep.equal({ count: 164, waitedMs: 18 });
  });

  it("takes a thread with fewer turns than before for another one with its id", () => {
    const turns = turnCounter(7, temporary());
    thread(1, 10, 100);
    turns();
    thread(1, 2, 3);
    expect(turns()).to.deep.equal({ count: 103, waitedMs: 12 });
  });

  it("knows nothing of a process that has ended, and where no such files are", () => {
    expect(turnCounter(8, temporary())()).to.equal(null);
    mkdirSync(temporary("7", "task", "1"), { recursive: true });
    expect(turnCounter(7, temporary())()).to.equal(null);
    writeFileSync(temporary("7", "task", "1", "schedstat"), "not numbers\n");
    expect(turnCounter(7, temporary())()).to.equal(null);
  });
});
