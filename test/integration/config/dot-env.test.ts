import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { ConfigError } from "../../../lib/node/config/config-error.ts";
import { readDotEnv } from "../../../lib/node/config/dot-env.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder();

describe("readDotEnv", () => {
  it("reads names and values, and does not touch the process's environment", () => {
    writeFileSync(folder(".env"), '# traffic\nTIDEMARK_TEST_RATE=50/s # half\nexport VUS="5"\nEMPTY=\n');
    expect(readDotEnv(folder())).to.deep.equal({ TIDEMARK_TEST_RATE: "50/s", VUS: "5", EMPTY: "" });
    expect(process.env).to.not.have.property("TIDEMARK_TEST_RATE");
  });

  it("is empty where there is no such file", () => {
    expect(readDotEnv(folder())).to.deep.equal({});
  });

  it("refuses what can't be read", () => {
    mkdirSync(folder(".env"));
    expect(() => readDotEnv(folder()))
      .to.throw(ConfigError, "EISDIR")
      .that.includes({ code: "unreadableDotEnv", kind: "usage" });
  });
});
