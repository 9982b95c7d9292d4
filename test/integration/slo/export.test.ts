/** `tidemark slo export` as a person runs it. */
import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { readOpenSlo } from "../../../lib/node/openslo/yaml.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { tidemark } from "../../support/tidemark.ts";

const folder = temporaryFolder();

describe("tidemark slo export", () => {
  it("writes every objective of the project, by the specification's rules", async () => {
    const file = folder("openslo.yaml");
    const words = ["slo", "export", "--format", "openslo", "--output", file];
    expect((await tidemark(folder(".")).start(...words)).exitCode).to.equal(0);
    const slos = readOpenSlo(readFileSync(file, "utf8")).filter(({ kind }) => kind === "SLO");
    const { objectives } = await loadProject(installRoot());
    expect(slos.map(({ metadata }) => metadata.displayName)).to.deep.equal(objectives.map(({ id }) => id));
  });

  it("refuses another format, and writes nothing", async () => {
    const file = folder("sloth.yaml");
    const { exitCode, stderr } = await tidemark(folder(".")).start(
      ...["slo", "export", "--format", "sloth", "--output", file],
    );
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain('--format must be one of openslo, got "sloth"');
    expect(existsSync(file)).to.equal(false);
  });
});
