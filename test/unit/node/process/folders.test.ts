import { expect } from "chai";
import { basename, isAbsolute, resolve } from "node:path";
import { cacheFolder, stateFolder } from "../../../../lib/node/process/folders.ts";

describe("the folders that outlive a run", () => {
  it("are where the environment says", () => {
    expect(stateFolder({ TIDEMARK_STATE_DIR: "/var/state" })).to.equal("/var/state");
    expect(cacheFolder({ TIDEMARK_CACHE_DIR: "/var/cache/x" })).to.equal("/var/cache/x");
  });

  it("are made absolute", () => {
    expect(cacheFolder({ TIDEMARK_CACHE_DIR: "here" })).to.equal(resolve("here"));
  });

  it("are the platform's, named after us, where the environment says nothing or an empty value", () => {
    for (const folder of [stateFolder({}), stateFolder({ TIDEMARK_STATE_DIR: "" }), cacheFolder({})]) {
      expect(isAbsolute(folder)).to.be.true;
      expect(folder).to.match(/tidemark/);
    }
    expect(stateFolder({})).not.to.equal(cacheFolder({}));
  });

  it("are each told by a variable of its own", () => {
    expect(basename(cacheFolder({ TIDEMARK_STATE_DIR: "/var/state" }))).to.equal("tidemark");
  });
});
