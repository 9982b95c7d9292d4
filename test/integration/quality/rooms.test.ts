/**
 * Does dependency-cruiser refuse what docs/architecture.md forbids? Each rule is broken once in a
 * small tree of the same layout, which is cruised in one go; a rule without a row here fails too.
 */
import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");
const CONFIG = join(ROOT, ".dependency-cruiser.cjs");

interface Breach {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

const BREACHES: readonly Breach[] = [
  { rule: "no-cycles", file: "lib/app/cycle-a.ts", imports: "./cycle-b.ts" },
  { rule: "no-missing-modules", file: "lib/app/missing.ts", imports: "./nowhere.ts" },
  { rule: "no-unlisted-packages", file: "lib/app/unlisted.ts", imports: "unlisted" },
  { rule: "no-development-packages-in-the-product", file: "lib/app/development.ts", imports: "chai" },
  { rule: "product-never-imports-tests", file: "lib/app/tested.ts", imports: "../../test/support/fake.ts" },
  { rule: "core-is-pure", file: "lib/core/judge/reads-files.ts", imports: "node:fs" },
  { rule: "vocabulary-stands-alone", file: "lib/core/record/computes.ts", imports: "../plan/leaf.ts" },
  { rule: "core-rooms-do-not-mix", file: "lib/core/plan/judges.ts", imports: "../judge/leaf.ts" },
  { rule: "recording-adds-up-plans", file: "lib/core/recording/judges.ts", imports: "../judge/leaf.ts" },
  { rule: "slo-follows-from-rules-and-plans", file: "lib/core/slo/shows.ts", imports: "../report/leaf.ts" },
  {
    rule: "dashboards-know-names-alone",
    file: "lib/core/dashboards/rules.ts",
    imports: "../rules/leaf.ts",
  },
  {
    rule: "capabilities-do-not-know-each-other",
    file: "lib/node/stack/k6.ts",
    imports: "../generator/leaf.ts",
  },
  { rule: "primitives-stand-alone", file: "lib/node/tools/settings.ts", imports: "../config/leaf.ts" },
  { rule: "node-imports-downward", file: "lib/node/config/up.ts", imports: "../../app/leaf.ts" },
  { rule: "app-imports-downward", file: "lib/app/serves.ts", imports: "../../services/shared/leaf.ts" },
  { rule: "nothing-imports-commands", file: "lib/app/commands.ts", imports: "../../scripts/leaf.ts" },
  { rule: "k6-knows-only-k6-and-words", file: "lib/k6/reads-files.ts", imports: "node:fs" },
  { rule: "k6-takes-only-types-from-the-core", file: "lib/k6/plans.ts", imports: "../core/plan/leaf.ts" },
  { rule: "pages-know-only-what-they-draw", file: "lib/browser/report/reads-files.ts", imports: "node:fs" },
  { rule: "nothing-imports-the-browser", file: "lib/app/draws.ts", imports: "../browser/leaf.ts" },
  { rule: "team-data-stays-data", file: "thresholds/files.ts", imports: "node:fs" },
  { rule: "team-data-comes-through-the-project", file: "lib/app/team.ts", imports: "../../system/leaf.ts" },
  { rule: "services-stand-alone", file: "services/api/engine.ts", imports: "../../lib/node/process/leaf.ts" },
  { rule: "services-talk-over-http", file: "services/api/store.ts", imports: "../postgres/leaf.ts" },
];

/** Imports that the rooms need and that must stay allowed. */
const ALLOWED: readonly (readonly [file: string, imports: string])[] = [
  ["scripts/command.ts", "../lib/app/leaf.ts"],
  ["lib/core/judge/experiments.ts", "../chaos/leaf.ts"],
  ["scenarios/plans/chaos.ts", "../../experiments/leaf.ts"],
  ["lib/app/use-case.ts", "../node/generator/leaf.ts"],
  ["lib/node/generator/runs.ts", "../process/leaf.ts"],
  ["lib/node/recorder/sends.ts", "../prometheus/leaf.ts"],
  ["lib/node/project/reads.ts", "../../../system/leaf.ts"],
  ["lib/node/config/files.ts", "node:fs"],
  ["lib/core/judge/counts.ts", "../objective/leaf.ts"],
  ["lib/core/recording/counts.ts", "../plan/leaf.ts"],
  ["lib/core/report/windows.ts", "../analysis/leaf.ts"],
  ["lib/browser/report/units.ts", "../../core/record/leaf.ts"],
  ["lib/k6/client.ts", "k6/http"],
  ["scenarios/entry.ts", "tidemark:plan"],
  ["scenarios/payload.ts", "../system/leaf.ts"],
  ["scenarios/plans/smoke.ts", "../../lib/core/plan/leaf.ts"],
  ["services/api/buckets.ts", "../../thresholds/leaf.ts"],
  ["test/unit/anything.ts", "../../lib/node/stack/leaf.ts"],
  ["bench/anything.ts", "chai"],
];

const importOf = (specifier: string) =>
  `import * as other from "${specifier}";\nexport const name = other;\n`;

/** A tree in which only what a breach or an allowed import says happens. */
function files(): Map<string, string> {
  const tree = new Map<string, string>();
  for (const { file, imports } of BREACHES) tree.set(file, importOf(imports));
  for (const [file, imports] of ALLOWED) tree.set(file, importOf(imports));
  tree.set("lib/app/cycle-b.ts", importOf("./cycle-a.ts"));
  tree.set("lib/core/orphan.ts", "export const unused = 1;\n");
  tree.set("test/support/fake.ts", "export const fake = 1;\n");
  tree.set("package.json", '{ "type": "module", "devDependencies": { "chai": "6" } }');
  for (const name of ["chai", "unlisted"]) {
    tree.set(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`);
    tree.set(`node_modules/${name}/index.js`, "module.exports = 1;\n");
  }
  for (const [file, content] of [...tree]) {
    for (const [, specifier] of content.matchAll(/from "(\..*\/leaf\.ts)"/g)) {
      tree.set(join(dirname(file), specifier!), "export const leaf = 1;\n");
    }
  }
  return tree;
}

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

async function cruise(folder: string): Promise<readonly Violation[]> {
  const bin = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const rooms = [
    "lib",
    "services",
    "system",
    "thresholds",
    "experiments",
    "scenarios",
    "scripts",
    "test",
    "bench",
  ];
  const args = [bin, "--config", CONFIG, "--output-type", "json", ...rooms];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 24 });
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations;
}

describe("the rooms", () => {
  let folder: string;
  let violations: readonly Violation[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidemark-rooms-"));
    for (const [file, content] of files()) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    }
    violations = await cruise(folder);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const { rule, file, imports } of BREACHES) {
    it(`${file} must not import ${imports}: ${rule}`, () => {
      expect(violations.filter((found) => found.from === file).map((found) => found.rule.name)).to.include(
        rule,
      );
    });
  }

  it("a file that nothing imports is an orphan", () => {
    const orphans = violations.filter((found) => found.rule.name === "no-orphans").map((found) => found.from);
    expect(orphans).to.include("lib/core/orphan.ts");
  });

  for (const [file, imports] of ALLOWED) {
    it(`${file} may import ${imports}`, () => {
      expect(
        violations.filter((found) => found.from === file && found.rule.name !== "no-orphans"),
      ).to.deep.equal([]);
    });
  }

  it("every rule is broken here once", () => {
    const config = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
    const broken = ["no-orphans", ...BREACHES.map((breach) => breach.rule)];
    expect(broken).to.have.members(config.forbidden.map((rule) => rule.name));
  });
});
