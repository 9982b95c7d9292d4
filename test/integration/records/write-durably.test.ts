import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { writeDurably, type DurableFiles } from "../../../lib/node/records/write-durably.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { refusalOf } from "./refusal.ts";

const folder = temporaryFolder();

/** Files on which one step fails after it did half of its work. */
function failing(step: keyof DurableFiles, code: string): DurableFiles {
  const fail = async () => {
    throw Object.assign(new Error(code), { code });
  };
  return {
    writeNew: async (path, content) => {
      await writeFile(path, content.slice(0, content.length / 2));
      if (step === "writeNew") await fail();
    },
    rename: step === "rename" ? fail : async () => undefined,
    syncFolder: step === "syncFolder" ? fail : async () => undefined,
  };
}

describe("writeDurably", () => {
  it("writes the content and leaves nothing beside it", async () => {
    await writeDurably(folder("run.json"), "new");
    expect(readFileSync(folder("run.json"), "utf8")).to.equal("new");
    expect(readdirSync(folder())).to.deep.equal(["run.json"]);
  });

  it("replaces what was there", async () => {
    writeFileSync(folder("run.json"), "old and longer");
    await writeDurably(folder("run.json"), "new");
    expect(readFileSync(folder("run.json"), "utf8")).to.equal("new");
  });

  it("lets two writers of one file finish, and one of them win whole", async () => {
    const contents = ["a".repeat(50_000), "b".repeat(50_000)];
    await Promise.all(contents.map((content) => writeDurably(folder("latest"), content)));
    expect(contents).to.include(readFileSync(folder("latest"), "utf8"));
    expect(readdirSync(folder())).to.deep.equal(["latest"]);
  });

  for (const [step, system, code] of [
    ["writeNew", "ENOSPC", "diskFull"],
    ["writeNew", "EDQUOT", "diskFull"],
    ["writeNew", "EIO", "writeFailed"],
    ["rename", "EACCES", "writeFailed"],
    ["syncFolder", "EIO", "writeFailed"],
  ] as const) {
    it(`says ${code} when ${step} ends with ${system}, and keeps the old file alone`, async () => {
      writeFileSync(folder("run.json"), "old");
      const error = await refusalOf(writeDurably(folder("run.json"), "new", failing(step, system)));
      expect(error).to.include({ code, kind: "machine", path: folder("run.json") });
      expect(error.message).to.contain(system);
      expect(readFileSync(folder("run.json"), "utf8")).to.equal("old");
      expect(readdirSync(folder())).to.deep.equal(["run.json"]);
    });
  }

  it("says where it could not write when the folder is gone", async () => {
    const error = await refusalOf(writeDurably(folder("gone", "run.json"), "new"));
    expect(error).to.include({ code: "writeFailed", kind: "machine" });
    expect(error.message).to.contain("ENOENT");
  });

  it("does not touch a folder that has the file's name", async () => {
    mkdirSync(folder("run.json"));
    expect((await refusalOf(writeDurably(folder("run.json"), "new"))).code).to.equal("writeFailed");
    expect(readdirSync(folder())).to.deep.equal(["run.json"]);
  });
});
