import { expect } from "chai";
import { rmSync } from "node:fs";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { ProjectError, type ProjectProblem } from "../../../lib/node/project/project-error.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { edited, writeTeam, type TeamFile } from "./team.ts";

const folder = temporaryFolder();
const settings = {
  ...{ ratePerSecond: 10, durationSeconds: 30, warmupSeconds: 0, vus: null },
  ...{ rampUpSeconds: 0, steps: 1, parallel: false, only: null },
  asked: { ratePerSecond: 10, durationSeconds: 30 },
};

async function problemsOf(
  changed: Partial<Record<TeamFile, string | null>>,
): Promise<readonly ProjectProblem[]> {
  writeTeam(folder(), changed);
  return (await errorOf(loadProject(folder()))).problems;
}

async function onlyProblemOf(changed: Partial<Record<TeamFile, string | null>>): Promise<ProjectProblem> {
  const problems = await problemsOf(changed);
  expect(problems, problems.map(({ text }) => text).join("\n")).to.have.lengthOf(1);
  return problems[0]!;
}

async function errorOf(loading: Promise<unknown>): Promise<ProjectError> {
  const error: unknown = await loading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(ProjectError);
  expect((error as ProjectError).kind).to.equal("usage");
  return error as ProjectError;
}

describe("loadProject", () => {
  it("loads the engine's own team data", async () => {
    const project = await loadProject(installRoot());
    expect(project.scenarios.map(({ name }) => name)).to.include.members(["smoke", "sustained"]);
    expect(project.system.services.map(({ name }) => name)).to.include.members(["api", "postgres", "mongo"]);
    expect(project.objectives).to.not.equal([]);
  });

  it("loads a folder elsewhere, whose imports of tidemark/* are the running engine", async () => {
    writeTeam(folder());
    const { root, system, objectives, scenarios } = await loadProject(folder());
    expect(root).to.equal(folder());
    expect(system.endpoints.map(({ name }) => name)).to.deep.equal(["list"]);
    expect(objectives).to.deep.include({ ...objectives[0], service: "shop", endpoint: "list", goal: 0.99 });
    const traffic = scenarios[0]?.traffic(settings, { system, objectives });
    expect(traffic?.executors[0]?.shape).to.deep.equal({
      kind: "constant-arrival-rate",
      iterationsPerSecond: 10,
      durationSeconds: 30,
    });
  });

  it("freezes what it hands out, deeply", async () => {
    writeTeam(folder());
    const project = await loadProject(folder());
    expect(project).to.be.frozen;
    expect(project.system.endpoints[0]?.expectedStatuses).to.be.frozen;
  });

  it("sees an edited file on the next load", async () => {
    writeTeam(folder());
    await loadProject(folder());
    writeTeam(folder(), edited("thresholds/index.ts", "0.99", "0.5"));
    expect((await loadProject(folder())).objectives[0]?.goal).to.equal(0.5);
  });
});

describe("loadProject on files that are missing or broken", () => {
  it("names a folder that does not exist", async () => {
    const error = await errorOf(loadProject(folder("nowhere")));
    expect(error.code).to.equal("missingFile");
    expect(error.message).to.contain(folder("nowhere")).and.contain("--project");
  });

  it("names every missing file", async () => {
    const problems = await problemsOf({ "thresholds/index.ts": null, "scenarios/plans/index.ts": null });
    expect(problems.map(({ code, file }) => ({ code, file }))).to.deep.equal([
      { code: "missingFile", file: folder("thresholds/index.ts") },
      { code: "missingFile", file: folder("scenarios/plans/index.ts") },
    ]);
  });

  it("gives file and line of a syntax error", async () => {
    const problem = await onlyProblemOf({ "thresholds/index.ts": "\nexport const objectives = [;\n" });
    expect(problem).to.include({ code: "brokenFile", file: "thresholds/index.ts", line: 2 });
  });

  it("gives file and line of an import that leads nowhere", async () => {
    writeTeam(folder());
    rmSync(folder("system/services.ts"));
    const { problems } = await errorOf(loadProject(folder()));
    expect(problems[0]).to.include({ code: "brokenFile", file: "system/index.ts", line: 3 });
  });

  it("keeps data pure: an import of Node's own modules is refused", async () => {
    const content = 'import { readFileSync } from "node:fs";\nexport const objectives = [readFileSync("x")];';
    const problem = await onlyProblemOf({ "thresholds/index.ts": content });
    expect(problem).to.include({ code: "brokenFile", file: "thresholds/index.ts", line: 1 });
  });

  it("names the file that throws while it is loaded", async () => {
    const content = 'export const services = (() => { throw new Error("no services"); })();';
    const problem = await onlyProblemOf({ "system/services.ts": content });
    expect(problem).to.include({ code: "brokenFile", file: "system/services.ts" });
    expect(problem.text).to.contain("no services");
  });

  it("names the export that is missing, and those that are there", async () => {
    const problem = await onlyProblemOf(edited("thresholds/index.ts", "const objectives", "const goals"));
    expect(problem).to.deep.include({ code: "missingExport", file: "thresholds/index.ts" });
    expect(problem.text).to.contain("must export objectives, got goals");
  });
});

describe("loadProject on data of the wrong shape", () => {
  const cases: readonly (readonly [
    string,
    Partial<Record<TeamFile, string>>,
    Partial<ProjectProblem>,
    string,
  ])[] = [
    [
      "an unknown key, with the nearest and all",
      edited("system/services.ts", "healthPath", "healtPath: '/x', healthPath"),
      { code: "wrongShape", file: "system/index.ts", field: "system.services[0] (shop)" },
      'got "healtPath", did you mean healthPath?',
    ],
    [
      "a missing key",
      edited("system/services.ts", 'description: "sells", ', ""),
      { code: "wrongShape", field: "system.services[0] (shop).description" },
      "must be text, got nothing; add it",
    ],
    [
      "a port that is none",
      edited("system/services.ts", "8000", "80000"),
      { code: "wrongShape", field: "system.services[0] (shop).defaultPort" },
      "must be a port between 1 and 65535, got 80000 (number)",
    ],
    [
      "a status that is none",
      edited("system/index.ts", "[200]", "[2000]"),
      { code: "wrongShape", field: "system.endpoints[0] (list).expectedStatuses[0]" },
      "must be an HTTP status between 100 and 599, got 2000",
    ],
    [
      "a method that is none",
      edited("system/index.ts", '"GET"', '"get"'),
      { code: "wrongShape", field: "system.endpoints[0] (list).method" },
      'must be one of GET, POST, PUT, PATCH, DELETE, got "get"',
    ],
    [
      "a path without its slash",
      edited("system/index.ts", '"/items"', '"items"'),
      { code: "wrongShape", field: "system.endpoints[0] (list).path" },
      "must be a path that begins with /",
    ],
    [
      "a timeout of 0",
      edited("system/index.ts", "timeoutSeconds: 5", "timeoutSeconds: 0"),
      { code: "wrongShape", field: "system.endpoints[0] (list).timeoutSeconds" },
      "must be above 0, got 0 (number)",
    ],
    [
      "objectives that are no list",
      { "thresholds/index.ts": "export const objectives = {};" },
      { code: "wrongShape", file: "thresholds/index.ts", field: "objectives" },
      "must be a list of objectives, got {} (object)",
    ],
    [
      "an unknown kind of bad event",
      { "thresholds/index.ts": objectiveWith('bad: { kind: "slow" }') },
      { code: "wrongShape", field: "objectives[0] (list-x).bad.kind" },
      'must be { kind: "errors" } or { kind: "slowerThan", limitSeconds }',
    ],
    [
      "a scenario without traffic",
      edited("scenarios/plans/index.ts", /traffic\([\s\S]*?\n {2}\},\n/, "traffic: 5 as never,\n"),
      { code: "wrongShape", file: "scenarios/plans/index.ts", field: "scenarios[0] (browse).traffic" },
      "must be a function, got 5 (number)",
    ],
    [
      "a scenario's name with a space",
      edited("scenarios/plans/index.ts", 'name: "browse",\n', 'name: "br owse",\n'),
      { code: "wrongShape", field: "scenarios[0] (br owse).name" },
      "must be a name of letters",
    ],
    [
      "no scenario at all",
      { "scenarios/plans/index.ts": "export const scenarios = [];" },
      { code: "wrongShape", field: "scenarios" },
      "must be a list of at least one scenario",
    ],
    [
      "a check of bodies that is no function",
      edited("system/index.ts", /checkBody: .*? \},?\s*\};/, 'checkBody: "list" as never } };'),
      { code: "wrongShape", field: "behaviour.list.checkBody" },
      "must be a function",
    ],
    [
      "a behaviour of no endpoint",
      edited("system/index.ts", "{ list: {", "{ lsit: {"),
      { code: "wrongName", file: "system/index.ts", field: "behaviour" },
      'got "lsit", did you mean list?',
    ],
    [
      "an endpoint of no service",
      edited("system/index.ts", 'service: "shop"', 'service: "shopp"'),
      { code: "wrongName", file: "system/index.ts", field: "endpoint list: service" },
      'must be a service of the system, got "shopp", did you mean shop?',
    ],
    [
      "two scenarios of one name",
      edited("scenarios/plans/index.ts", "[browse]", "[browse, browse]"),
      { code: "wrongName", file: "scenarios/plans/index.ts", field: "scenario browse" },
      "must be unique",
    ],
    [
      "an objective that nothing can meet",
      edited("thresholds/index.ts", "0.99", "99"),
      { code: "wrongObjective", file: "thresholds/index.ts", field: "goal" },
      "goal must be above 0 and at most 1",
    ],
  ];

  for (const [what, changed, expected, words] of cases) {
    it(`refuses ${what}`, async () => {
      const problems = await problemsOf(changed);
      expect(problems[0]).to.include(expected);
      expect(problems[0]?.text).to.contain(words);
    });
  }

  it("reports problems of several files together", async () => {
    const problems = await problemsOf({
      ...edited("system/services.ts", "8000", "0"),
      ...edited("scenarios/plans/index.ts", "durationSeconds: 30", "durationSeconds: -1"),
    });
    expect(problems.map(({ file }) => file)).to.deep.equal(["system/index.ts", "scenarios/plans/index.ts"]);
  });

  it("says file, field, rule, what was received and the remedy", async () => {
    writeTeam(folder(), edited("system/services.ts", "8000", '"8000"'));
    const error = await errorOf(loadProject(folder()));
    expect(error.message).to.equal(
      'system/index.ts: system.services[0] (shop).defaultPort: must be a port between 1 and 65535, got "8000" (string)',
    );
  });

  it("takes an exception in a scenario's traffic for the team's mistake, not for a crash", async () => {
    const thrown = 'traffic() { throw new Error("weights add to 90 %"); },\n';
    writeTeam(folder(), edited("scenarios/plans/index.ts", /traffic\([\s\S]*?\n {2}\},\n/, thrown));
    const { scenarios, system, objectives } = await loadProject(folder());
    expect(() => scenarios[0]?.traffic(settings, { system, objectives }))
      .to.throw(ProjectError, "scenario browse: traffic() must return its traffic, got: weights add to 90 %")
      .that.includes({ code: "scenarioThrew", kind: "usage" });
  });
});

function objectiveWith(bad: string): string {
  return `export const objectives = [{ id: "list-x", service: "shop", endpoint: "list", goal: 0.9,
    periodDays: 30, ${bad}, owner: "shop", description: "x" }];`;
}
