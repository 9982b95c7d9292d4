import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installRoot } from "../../../lib/node/process/install-root.ts";

type Check = (version: string, required: string) => string | null;

describe("the check of Node's version", () => {
  const script = join(installRoot(), "scripts/entry/node-version.mjs");
  let nodeVersionProblem: Check;

  before(async () => {
    ({ nodeVersionProblem } = (await import(pathToFileURL(script).href)) as { nodeVersionProblem: Check });
  });

  for (const version of ["20.19.0", "20.19.5", "20.20.0", "21.0.0", "22.1.0", "100.0.0", "20.19.0-rc.1"]) {
    it(`lets ${version} pass where >=20.19 is required`, () => {
      expect(nodeVersionProblem(version, ">=20.19")).to.equal(null);
    });
  }

  for (const version of ["12.22.0", "18.20.4", "20.18.9", "20.2.0", "9.99.99"]) {
    it(`refuses ${version} where >=20.19 is required, and names both`, () => {
      expect(nodeVersionProblem(version, ">=20.19")).to.include("20.19 or newer").and.include(version);
    });
  }

  it("refuses a requirement that it does not understand", () => {
    expect(() => nodeVersionProblem("22.0.0", "^20.19 || >=22")).to.throw("engines.node");
  });

  it("understands what package.json requires", () => {
    const { engines } = JSON.parse(readFileSync(join(installRoot(), "package.json"), "utf8")) as {
      engines: { node: string };
    };
    expect(nodeVersionProblem(process.versions.node, engines.node)).to.equal(null);
  });

  it("is written, as the entry script is, in syntax that old Nodes parse", async () => {
    const { transform } = await import("esbuild");
    for (const file of [script, join(installRoot(), "scripts/entry.mjs")]) {
      const source = readFileSync(file, "utf8").replace(/^#!.*\n/, "");
      const options = { loader: "js", legalComments: "none", charset: "utf8" } as const;
      const asNow = await transform(source, { ...options, target: "esnext" });
      const asOld = await transform(source, { ...options, target: "node12.20" });
      expect(asOld.code, `${file} has to be rewritten for Node 12`).to.equal(asNow.code);
      expect(source, `${file} imports what Node 12.0 lacks`).not.to.match(/from "node:/);
    }
  });
});
