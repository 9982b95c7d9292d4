/** A disk that is really full: a file system of a few pages, where this machine lets us mount one. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createRunFolder } from "../../../lib/node/records/run-folder.ts";
import { writeRecord, writeText } from "../../../lib/node/records/write-record.ts";
import { skipBecause } from "../../support/skip.ts";
import { fillDisk, mountSmallDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aRecord } from "./a-record.ts";
import { refusalOf } from "./refusal.ts";

const folder = temporaryFolder();

describe("on a full disk", () => {
  let disk: string | null = null;

  beforeEach("mount a small file system", function () {
    disk = mountSmallDisk(folder("disk"));
    if (disk === null) skipBecause(this, "mounting a tmpfs needs root on Linux");
  });

  afterEach("unmount it", () => {
    if (disk !== null) execFileSync("umount", [disk]);
    disk = null;
  });

  it("refuses a run before anything is sent", async () => {
    fillDisk(folder("disk"));
    const error = await refusalOf(createRunFolder(folder("disk"), "run-1"));
    expect(error).to.include({ code: "notWritable", kind: "preflight" });
    expect(error.message).to.contain("ENOSPC");
    expect(readdirSync(folder("disk"))).to.deep.equal(["ballast"]);
  });

  it("keeps the record that was there, and leaves no half file", async () => {
    const run = await createRunFolder(folder("disk"), "run-1");
    await writeRecord(run, aRecord({ state: "running" }));
    const before = readFileSync(join(run, "run.json"), "utf8");
    fillDisk(folder("disk"));
    const error = await refusalOf(writeRecord(run, aRecord({ notes: ["x".repeat(100_000)] })));
    expect(error).to.include({ code: "diskFull", kind: "machine", path: join(run, "run.json") });
    expect(error.message).to.contain("free some space");
    expect(readFileSync(join(run, "run.json"), "utf8")).to.equal(before);
    expect(readdirSync(run)).to.deep.equal(["run.json"]);
  });

  it("writes again once there is space", async () => {
    const run = await createRunFolder(folder("disk"), "run-1");
    fillDisk(folder("disk"));
    await refusalOf(writeText(join(run, "junit.xml"), "x".repeat(100_000)));
    rmSync(folder("disk", "ballast"));
    await writeText(join(run, "junit.xml"), "<testsuites/>");
    expect(readFileSync(join(run, "junit.xml"), "utf8")).to.equal("<testsuites/>");
  });
});
