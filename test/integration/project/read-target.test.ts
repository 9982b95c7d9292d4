import { expect } from "chai";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { ProjectError, type ProjectProblem } from "../../../lib/node/project/project-error.ts";
import type { Project } from "../../../lib/node/project/project.ts";
import { listTargets, readTarget } from "../../../lib/node/project/read-target.ts";
import { undescribed } from "../../../lib/node/project/target.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder();

/** The engine's own system (api, postgres, mongo) with targets of the test's. */
async function project(targets: Readonly<Record<string, string>>): Promise<Project> {
  mkdirSync(folder("targets"), { recursive: true });
  for (const [name, text] of Object.entries(targets)) writeFileSync(folder("targets", name), text);
  return { ...(await loadProject(installRoot())), root: folder() };
}

async function problemsOf(text: string): Promise<readonly ProjectProblem[]> {
  return refused(readTarget(await project({ "staging.yaml": text }), "staging"));
}

async function refused(reading: Promise<unknown>): Promise<readonly ProjectProblem[]> {
  const error: unknown = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(ProjectError);
  expect((error as ProjectError).kind).to.equal("usage");
  return (error as ProjectError).problems;
}

const sound = "addresses:\n  api: http://a:1\n  postgres: http://b:2\n  mongo: http://c:3\n";

describe("readTarget", () => {
  it("reads the worked example, which gives the standard ports", async () => {
    const ours = await loadProject(installRoot());
    const { name, addresses } = await readTarget(ours, "local");
    expect(name).to.equal("local");
    const standard = ours.system.services.map((service) => [
      service.name,
      `http://127.0.0.1:${service.defaultPort}`,
    ]);
    expect(addresses).to.deep.equal(Object.fromEntries(standard));
  });

  it("takes slashes off the ends of addresses and needs no description", async () => {
    const target = await readTarget(await project({ "s.yaml": sound.replace("a:1", "a:1/shop/") }), "s");
    expect(target).to.deep.equal({
      ...undescribed,
      name: "s",
      description: "",
      addresses: { api: "http://a:1/shop", postgres: "http://b:2", mongo: "http://c:3" },
    });
  });

  it("answers an unknown name with the nearest and with all", async () => {
    const ours = await project({ "staging.yaml": sound, "local.yaml": sound, "notes.txt": "" });
    const [problem] = await refused(readTarget(ours, "stagin"));
    expect(problem).to.include({ code: "unknownTarget", file: "targets" });
    expect(problem?.text).to.equal(
      'target "stagin" does not exist, did you mean staging?; targets: embedded, local, staging',
    );
  });

  it("never leaves the folder of the targets", async () => {
    const [problem] = await refused(
      readTarget(await project({ "staging.yaml": sound }), "../targets/staging"),
    );
    expect(problem?.code).to.equal("unknownTarget");
  });

  it("keeps the name embedded for the system that it starts itself", async () => {
    const ours = await project({ "embedded.yaml": sound });
    expect((await refused(readTarget(ours, "embedded")))[0]?.code).to.equal("unknownTarget");
    expect(await listTargets(ours)).to.deep.equal([]);
  });

  it("knows no targets where there is no such folder", async () => {
    const ours = await project({});
    rmSync(folder("targets"), { recursive: true });
    expect(await listTargets(ours)).to.deep.equal([]);
  });
});

describe("readTarget on a file that is not right", () => {
  const cases: readonly (readonly [string, string, Partial<ProjectProblem>, string])[] = [
    ["broken YAML", "addresses: [", { code: "brokenFile", line: 1 }, "must compile"],
    ["a key twice", `${sound}  api: http://d:4\n`, { code: "brokenFile", line: 5 }, "must compile"],
    [
      "an unknown key",
      `${sound}adresses: {}\n`,
      { code: "wrongShape", line: 5, field: "" },
      'must hold no other keys than description, addresses, headers, auth, tls, limits, prometheus, labels, metrics, chaos, got "adresses", did you mean addresses?',
    ],
    ["an empty file", "", { code: "wrongShape", line: null, field: "addresses" }, "got nothing"],
    [
      "a list",
      "- a\n",
      { code: "wrongShape", line: null, field: "" },
      "must be an object with description, addresses, headers",
    ],
    [
      "an address that is no text",
      sound.replace("http://a:1", "8000"),
      { code: "wrongShape", line: 2, field: "addresses.api" },
      "got 8000 (number)",
    ],
    [
      "an unknown service",
      `${sound}  apii: http://d:4\n`,
      { code: "wrongName", line: 5, field: "addresses.apii" },
      'must be a service of the system, got "apii", did you mean api?; known: api, postgres, mongo',
    ],
    [
      "a service without an address",
      sound.replace("  mongo: http://c:3\n", ""),
      { code: "wrongAddress", line: 1, field: "addresses" },
      "got none for mongo; add mongo: http://...",
    ],
    [
      "another protocol",
      sound.replace("http://b", "postgres://b"),
      { code: "wrongAddress", line: 3 },
      "must begin with http",
    ],
    [
      "credentials",
      sound.replace("http://b", "http://me:secret@b"),
      { code: "wrongAddress", line: 3 },
      "must not hold credentials",
    ],
  ];
  for (const [what, text, expected, words] of cases) {
    it(`refuses ${what}`, async () => {
      const problems = await problemsOf(text);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.include({ ...expected, file: "targets/staging.yaml" });
      expect(problems[0]?.text).to.contain(words).and.not.contain("secret");
    });
  }

  it("reports every problem of the file together, each with its line", async () => {
    const text = sound.replace("http://a:1", "a:1").replace("mongo", "mango");
    expect((await problemsOf(text)).map(({ line, field }) => [line, field])).to.deep.equal([
      [2, "addresses.api"],
      [4, "addresses.mango"],
      [1, "addresses"],
    ]);
  });
});
