import { expect } from "chai";
import { join, resolve } from "node:path";
import { distFile, installRoot } from "../../../../lib/node/process/install-root.ts";

describe("the install root", () => {
  it("is the folder of the engine's package.json", () => {
    expect(installRoot()).to.equal(resolve(import.meta.dirname, "../../../.."));
  });

  it("holds dist/, whatever the depth of the file that asks", () => {
    expect(distFile("daemons/program-host.mjs")).to.equal(
      join(installRoot(), "dist", "daemons", "program-host.mjs"),
    );
  });
});
