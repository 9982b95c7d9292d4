import { closeSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { handedKubeconfig } from "../../../../../lib/node/chaos/kubernetes/handed-kubeconfig.ts";
import { pathOfDescriptor } from "../../../../../lib/node/process/unnamed-file.ts";
import { skipBecause } from "../../../../support/skip.ts";
import { temporaryFolder } from "../../../../support/temporary-folder.ts";

const content = "clusters: []\nusers: [secret]\n";

describe("the kubeconfig of the second k6", () => {
  const path = temporaryFolder();

  it("has no name on Linux, and is read as often as wanted by whoever has the descriptor", function () {
    if (process.platform !== "linux") skipBecause(this, "files are read through /proc/self/fd");
    const { path: asK6Opens, descriptor } = handedKubeconfig(content, path());
    try {
      expect(asK6Opens).to.equal("/proc/self/fd/3");
      const here = pathOfDescriptor(descriptor!);
      for (let time = 0; time < 3; time++) expect(readFileSync(here, "utf8")).to.equal(content);
      expect(statSync(here).mode & 0o777).to.equal(0o600);
      expect(statSync(here).nlink).to.equal(0);
    } finally {
      closeSync(descriptor!);
    }
    expect(readdirSync(path())).to.deep.equal([]);
  });

  it("is a private file elsewhere, in the folder that goes with k6", () => {
    const { path: asK6Opens, descriptor } = handedKubeconfig(content, path(), "darwin");
    expect([asK6Opens, descriptor]).to.deep.equal([join(path(), "kubeconfig"), null]);
    expect(readFileSync(asK6Opens, "utf8")).to.equal(content);
    expect(statSync(asK6Opens).mode & 0o777).to.equal(0o600);
  });
});
