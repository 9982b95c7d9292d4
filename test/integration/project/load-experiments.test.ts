import { expect } from "chai";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { ProjectError, type ProjectProblem } from "../../../lib/node/project/project-error.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { edited, writeTeam } from "./team.ts";

const folder = temporaryFolder();

async function onlyProblemOf(changed: Parameters<typeof writeTeam>[1]): Promise<ProjectProblem> {
  writeTeam(folder(), changed);
  const error: unknown = await loadProject(folder()).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(ProjectError);
  const { problems } = error as ProjectError;
  expect(problems, problems.map(({ text }) => text).join("\n")).to.have.lengthOf(1);
  return problems[0]!;
}

describe("loadProject on experiments", () => {
  it("loads the engine's own", async () => {
    const { experiments } = await loadProject(installRoot());
    expect(experiments.map(({ name }) => name)).to.include.members(["kill-service", "pause"]);
  });

  it("loads those of a folder elsewhere, with what is usual filled in", async () => {
    writeTeam(folder());
    const { experiments } = await loadProject(folder());
    expect(experiments[0]).to.deep.include({ name: "kill-shop", repetitions: 1, recoveredWithinSeconds: 30 });
  });

  it("does without the folder", async () => {
    writeTeam(folder("without"), { "experiments/index.ts": null });
    expect((await loadProject(folder("without"))).experiments).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, string, string, Partial<ProjectProblem>, string])[] = [
    [
      "an export of another name",
      "const experiments",
      "const faults",
      { code: "missingExport", file: "experiments/index.ts" },
      "must export experiments, got faults",
    ],
    [
      "a key that nobody reads",
      "faultSeconds: 10,",
      "faultSeconds: 10, repetition: 3,",
      { code: "wrongShape", field: "experiments[0] (kill-shop)" },
      'got "repetition", did you mean repetitions?',
    ],
    [
      "a kind of fault that there is not",
      'kind: "kill"',
      'kind: "burn"',
      { code: "wrongShape", field: "experiments[0] (kill-shop).fault.kind" },
      "must be a fault whose kind is kill, pause,",
    ],
    [
      "a blast radius of nobody",
      "faultSeconds: 10,",
      "faultSeconds: 10, blastRadius: { maxInstances: 0, maxShare: 1 },",
      { code: "wrongShape", field: "experiments[0] (kill-shop).blastRadius.maxInstances" },
      "must be a whole number above 0, got 0 (number)",
    ],
    [
      "a share above 1",
      "goals(0, 2, 0.9)",
      "{ ...goals(0, 2, 0.9), succeed: 95 }",
      { code: "wrongShape", field: "experiments[0] (kill-shop).goals.fault.succeed" },
      "must be a share from 0 (nothing is promised) to 1, got 95",
    ],
    [
      "a service that the system does not have",
      '["shop"]',
      '["shpo"]',
      { code: "wrongExperiment", field: "experiment kill-shop: fault" },
      'must be a service of the system, got "shpo", did you mean shop?',
    ],
    [
      "an alert that no rule fires",
      "faultSeconds: 10,",
      'faultSeconds: 10, expectedAlert: "ServicesDown",',
      { code: "wrongExperiment", field: "experiment kill-shop: expectedAlert" },
      "did you mean ServiceDown?",
    ],
  ];
  for (const [what, from, to, problem, text] of wrong) {
    it(`refuses ${what}`, async () => {
      const found = await onlyProblemOf(edited("experiments/index.ts", from, to));
      expect(found).to.include(problem);
      expect(found.text).to.contain(text);
    });
  }
});
