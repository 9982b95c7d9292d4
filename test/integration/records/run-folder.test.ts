import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createRunFolder } from "../../../lib/node/records/run-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { refusalOf } from "./refusal.ts";

const folder = temporaryFolder();

describe("createRunFolder", () => {
  it("makes the run's folder, and the results folder above it, and leaves nothing in it", async () => {
    const path = await createRunFolder(folder("deep", "results"), "run-1");
    expect(path).to.equal(folder("deep", "results", "run-1"));
    expect(readdirSync(path)).to.deep.equal([]);
    expect(statSync(path).isDirectory()).to.equal(true);
  });

  it("refuses a folder that exists: two runs never share one", async () => {
    await createRunFolder(folder(), "run-1");
    const error = await refusalOf(createRunFolder(folder(), "run-1"));
    expect(error).to.include({ code: "runExists", kind: "preflight", path: folder("run-1") });
  });

  it("refuses results that are a file", async () => {
    writeFileSync(folder("results"), "");
    const error = await refusalOf(createRunFolder(folder("results"), "run-1"));
    expect(error).to.include({ code: "notWritable", kind: "preflight", path: folder("results") });
    expect(error.message).to.contain("EEXIST").and.contain("--results");
  });

  it("refuses results below a file", async () => {
    writeFileSync(folder("file"), "");
    const error = await refusalOf(createRunFolder(folder("file", "results"), "run-1"));
    expect(error).to.include({ code: "notWritable", kind: "preflight" });
    expect(error.message).to.contain("ENOTDIR");
  });

  it("refuses results where nobody may write", async () => {
    // A kernel's own folder: read-only for root too, for whom permissions don't count.
    const readOnly = process.platform === "linux" ? "/proc/tidemark" : "/System/tidemark";
    const error = await refusalOf(createRunFolder(readOnly, "run-1"));
    expect(error).to.include({ code: "notWritable", kind: "preflight", path: readOnly });
    expect(existsSync(readOnly)).to.equal(false);
  });

  it("refuses results that point to a disk which is not there", async () => {
    symlinkSync(folder("gone"), folder("results"));
    const error = await refusalOf(createRunFolder(folder("results"), "run-1"));
    expect(error).to.include({ code: "notWritable", kind: "preflight" });
  });

  it("leaves other runs alone", async () => {
    mkdirSync(folder("run-0"));
    await createRunFolder(folder(), "run-1");
    expect(readdirSync(folder()).sort()).to.deep.equal(["run-0", "run-1"]);
  });
});
