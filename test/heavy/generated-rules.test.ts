/** What test/integration/monitoring does with what differs, with everything that is generated. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { withAmtool, withPromtool } from "../../lib/app/monitoring/verify.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { objectives } from "../../thresholds/index.ts";
import { builtGoProgram, goPrograms } from "../compose/go-programs.ts";
import { expectAgreement, otherObjectives } from "../integration/monitoring/support/other-objectives.ts";
import { copyRepresentatives } from "../integration/monitoring/support/representatives.ts";
import { toolForTests } from "../integration/monitoring/support/tools.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { canWatch } from "./support/watched-api.ts";

const mayTakeMs = 900_000; // three minutes of one core, which others use, too
const context = { env: process.env, say: () => undefined, signal: new AbortController().signal };

describe("everything that is generated", () => {
  const inFolder = temporaryFolder();

  it("passes promtool's tests, those of each objective", async function () {
    const promtool = await toolForTests(this, "promtool");
    this.timeout(mayTakeMs);
    const verified = await withPromtool(promtool, installRoot(), context);
    expect(verified.filter(({ problem }) => problem !== null)).to.deep.equal([]);
    expect(verified.map(({ name }) => name)).to.include.members(objectives.map(({ id }) => `tests of ${id}`));
  });

  it("passes with the Prometheus 3 of docker-compose.yml, which knows every setting", async function () {
    if (!(await canWatch())) skipBecause(this, "there is no go to build Prometheus with");
    this.timeout(mayTakeMs);
    const path = join(await builtGoProgram("prometheus", process.env, () => undefined), "promtool");
    const promtool = {
      name: "promtool",
      path,
      version: goPrograms.prometheus.says.version,
      how: "a build with Go",
    };
    copyRepresentatives(inFolder());
    const verified = await withPromtool(promtool, inFolder(), context);
    expect(verified.filter(({ problem }) => problem !== null)).to.deep.equal([]);
    expect(readFileSync(inFolder("monitoring/prometheus/prometheus.yml"), "utf8")).to.include(
      "scrape_native_histograms: true",
    );
  });

  it("sends each alert where it should go, for each objective, severity and environment", async function () {
    const amtool = await toolForTests(this, "amtool");
    this.timeout(mayTakeMs);
    const verified = await withAmtool(amtool, installRoot(), context);
    expect(verified.filter(({ problem }) => problem !== null)).to.deep.equal([]);
  });

  for (const { objective } of otherObjectives) {
    it(`passes all of its tests for an objective that is ${objective.id}`, async function () {
      const promtool = await toolForTests(this, "promtool");
      await expectAgreement(promtool.path, objective, inFolder, () => true);
    });
  }
});
