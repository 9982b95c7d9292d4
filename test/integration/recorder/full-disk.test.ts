/** A disk that fills amid a run and has space again: no half row is left, and later seconds are there. */
import { readFileSync, rmSync } from "node:fs";
import { expect } from "chai";
import type { Step } from "../../../lib/core/record/step.ts";
import { openStepFile } from "../../../lib/node/recorder/step-file.ts";
import { skipBecause } from "../../support/skip.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder();

describe("steps on a disk that fills", () => {
  let disk: string | null = null;

  beforeEach("mount a small file system", function () {
    disk = mountSmallDisk(folder("disk"));
    if (disk === null) skipBecause(this, "mounting a tmpfs needs root on Linux");
  });
  afterEach("unmount it", () => {
    if (disk !== null) unmountDisk(disk);
    disk = null;
  });

  it("has every row whole, those of later seconds too, and says how many are missing", () => {
    const file = openStepFile(folder("disk"));
    const second = (startMs: number): Step[] =>
      Array.from({ length: 40 }, (_, vus) => ({ schema: 1, kind: "users", startMs, durationMs: 1000, vus }));
    file.add(second(1000));
    fillDisk(folder("disk"));
    file.add(second(2000)); // what is left of a page takes a part of it
    rmSync(folder("disk", "ballast"));
    file.add(second(3000));
    expect(file.close()).to.match(/steps.ndjson: ENOSPC.*; 40 rows missing$/);
    const rows = readFileSync(folder("disk", "steps.ndjson"), "utf8").trimEnd().split("\n");
    const starts = rows.map((row) => (JSON.parse(row) as Step).startMs);
    expect(starts).to.deep.equal([...Array<number>(40).fill(1000), ...Array<number>(40).fill(3000)]);
  });
});
