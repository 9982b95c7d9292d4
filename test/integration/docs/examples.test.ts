/** The examples of the documentation, followed to the letter. */
import { expect } from "chai";
import { cpSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { probedEndpoints } from "../../../lib/app/chaos/probed-endpoints.ts";
import { nothingSaid } from "../../../lib/core/plan/effective-settings.ts";
import { resolvePlan } from "../../../lib/core/plan/resolve-plan.ts";
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import { bundleScenario } from "../../../lib/node/generator/bundle-scenario.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { filesOf, readPage, writeFiles } from "../../support/documentation.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** From the project's folder to the script that k6 would run. */
async function planAndBundle(root: string, scenario: string, script: string): Promise<LoadPlan> {
  const project = await loadProject(root);
  const found = project.scenarios.find(({ name }) => name === scenario);
  expect(found, `scenario ${scenario}`).to.not.equal(undefined);
  const { plan } = resolvePlan({
    scenario: found!,
    system: project.system,
    objectives: project.objectives,
    settings: nothingSaid,
    runId: "documented",
    seed: 1,
    addresses: Object.fromEntries(project.system.services.map(({ name }) => [name, "http://127.0.0.1:1"])),
    data: project.data,
  });
  await bundleScenario({ project, plan, cacheFolder: path.dirname(script), copies: [script] });
  return plan;
}

describe("the examples of the documentation", () => {
  const temporary = temporaryFolder();

  it("docs/own-system.md: the four files, and two for experiments, are a project whose scenario becomes a script", async () => {
    const files = filesOf("docs/own-system.md");
    expect(files.map(({ name }) => name)).to.have.lengthOf(6);
    writeFiles(temporary(), files);
    const script = path.join(temporary(), "script.js");
    const plan = await planAndBundle(path.join(temporary(), "shop"), "steady", script);
    expect(plan.objectives.map(({ id }) => id)).to.deep.equal(["cart-errors", "cart-latency"]);
    expect(statSync(script).size).to.be.above(0);
  });

  it("docs/own-system.md: its experiment is planned, on a store that its service tells of", async () => {
    const shop = (file: string) => path.join(temporary(), "shop", file);
    const edit = (file: string, from: string, to: string) => {
      const content = readFileSync(shop(file), "utf8");
      expect(content).to.include(from);
      writeFileSync(shop(file), content.replace(from, to));
    };
    writeFiles(temporary(), filesOf("docs/own-system.md"));
    cpSync(shop("scenarios/steady.ts"), shop("scenarios/chaos.ts"));
    const list = "export const scenarios = [steady";
    edit("scenarios/plans/index.ts", list, `import { chaos } from "./chaos.ts";\n${list}, chaos`);
    const [stores = ""] = /(?<=`)stores: \{[^`]+\}(?=`)/.exec(readPage("docs/own-system.md")) ?? [];
    edit("system/index.ts", 'healthPath: "/health"', `healthPath: "/health", ${stores}`);
    const { experiments } = await planAndBundle(shop(""), "chaos", path.join(temporary(), "script.js"));
    expect(experiments.map(({ experiment }) => experiment.name)).to.deep.equal(["without-stock"]);
    const { system } = await loadProject(shop(""));
    const [probed] = probedEndpoints(
      experiments.map(({ experiment }) => experiment),
      system,
      { shop: "http://shop" },
    ).filter(({ about }) => about === "store");
    expect(probed?.url).to.equal("http://shop/ready/stock");
  });

  it("docs/own-system.md: its entry for k6 is the one that this project uses", () => {
    const documented = filesOf("docs/own-system.md").find(({ name }) => name === "shop/scenarios/steady.ts");
    const own = readFileSync(path.join(installRoot(), "scenarios/sustained.ts"), "utf8");
    const elsewhere = own.replace(/^\/\*\*.*\*\/\n/, "").replace("../lib/k6/k6-scenario.ts", "tidemark/k6");
    expect(documented?.content).to.equal(elsewhere);
  });

  it("README.md: its two files are a system and its objectives", async () => {
    writeFiles(temporary(), filesOf("docs/own-system.md"));
    const files = filesOf("README.md");
    expect(files.map(({ name }) => name)).to.deep.equal(["shop/system/index.ts", "shop/thresholds/index.ts"]);
    writeFiles(temporary(), files);
    const { objectives } = await loadProject(path.join(temporary(), "shop"));
    expect(objectives.map(({ id }) => id)).to.deep.equal(["cart-errors", "cart-latency"]);
  });

  it("docs/data.md: its two files give the requests of docs/own-system.md rows", async () => {
    writeFiles(temporary(), filesOf("docs/own-system.md"));
    writeFiles(temporary(), filesOf("docs/data.md"));
    const [csv = ""] = /(?<=```csv\n).*?(?=```)/s.exec(readPage("docs/data.md")) ?? [];
    writeFileSync(path.join(temporary(), "shop/system/people.csv"), csv);
    const script = path.join(temporary(), "script.js");
    const plan = await planAndBundle(path.join(temporary(), "shop"), "steady", script);
    expect(plan.data.map(({ name, pick, rows }) => ({ name, pick, rows }))).to.deep.equal([
      { name: "people", pick: "random", rows: 2 },
    ]);
    expect(readFileSync(script, "utf8")).to.contain("Grace");
  });

  it("docs/scenarios.md: the plan joins the scenarios of this project", async () => {
    const root = temporary();
    for (const room of ["lib", "system", "thresholds", "experiments"]) {
      symlinkSync(path.join(installRoot(), room), path.join(root, room));
    }
    cpSync(path.join(installRoot(), "scenarios"), path.join(root, "scenarios"), { recursive: true });
    writeFiles(root, filesOf("docs/scenarios.md"));
    cpSync(path.join(root, "scenarios/sustained.ts"), path.join(root, "scenarios/browse.ts"));
    const index = 'import { browse } from "./browse.ts";\nexport const scenarios = [browse];\n';
    writeFileSync(path.join(root, "scenarios/plans/index.ts"), index);
    const plan = await planAndBundle(root, "browse", path.join(root, "script.js"));
    expect(plan.executors[0]?.shape).to.include({ iterationsPerSecond: 10 });
  });
});
