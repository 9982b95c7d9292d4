/**
 * The commands of staging-chaos.yml, step by step in bash: with a target that allows nothing, with one that
 * is started for the run, and where undoing fails. On pods of a cluster: test/heavy.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { checkoutIn, runWorkflow, type WorkflowRun } from "../support/workflow-run.ts";
import { shortExperiments } from "./support/short-experiments.ts";

describe("the workflow staging-chaos.yml, run step by step", function () {
  this.timeout(300_000);
  const temporary = temporaryFolder();
  let project: string;
  let folder: string;

  before(function () {
    if (process.platform !== "linux") skipBecause(this, "it is for GitHub's Linux");
  });
  beforeEach(() => {
    project = shortExperiments(temporary());
    folder = checkoutIn(temporary("checkout"));
    mkdirSync(temporary("bin"));
    program("gh", `echo "$*" >> '${temporary("told")}'; cat "\${@: -1}" >> '${temporary("told")}'`);
  });

  function program(name: string, commands: string): void {
    writeFileSync(temporary(`bin/${name}`), `#!/bin/bash\n${commands}\n`, { mode: 0o755 });
  }

  async function workflow(target: string, experiments = "short-kill"): Promise<WorkflowRun> {
    const hasPreview = () => existsSync(join(folder, "preview.md"));
    return runWorkflow({
      file: "staging-chaos.yml",
      folder,
      env: {
        PATH: [temporary("bin"), process.env["PATH"]].join(delimiter),
        HOME: process.env["HOME"],
        // Settings of a team's own, as it adds them to the environment.
        TIDEMARK_PROJECT: project,
        TIDEMARK_STATE_DIR: temporary("state"),
      },
      expressions: {
        "inputs.experiments": experiments,
        "inputs.pull_request": "7",
        "vars.CHAOS_TARGET || 'staging'": target,
        "github.token": "a-token",
      },
      conditions: {
        "always()": () => true,
        "always() && inputs.pull_request != '' && hashFiles('preview.md') != ''": hasPreview,
      },
    });
  }

  const codes = ({ steps }: WorkflowRun) => steps.map(({ name, exitCode }) => [name, exitCode]);

  it("previews, tells the pull request, runs, and leaves record and report and nothing else", async () => {
    const ran = await workflow("embedded");
    const outputs = ran.steps.map(({ output }) => output).join("\n");
    expect(codes(ran), outputs).to.deep.equal([
      ["Who would be hit", 0],
      ["Tell the pull request", 0],
      ["Run the experiments", 0],
      ["Leave nothing behind", 0],
    ]);
    expect(ran.summary)
      .to.include("### Chaos: what would be done")
      .and.to.include("kills an instance of postgres");
    const told = readFileSync(temporary("told"), "utf8");
    expect(told).to.match(/^pr comment 7 --repo shop\/tests --body-file preview\.md\n/);
    expect(told).to.include("kills an instance of postgres");
    expect(ran.steps.at(-1)?.output).to.include("no fault controller runs, and no fault is left");
    const [run] = readdirSync(join(folder, "results"));
    expect(readdirSync(join(folder, "results", run!))).to.include.members(["run.json", "journal.ndjson"]);
  });

  it("hits nobody where the target does not allow it, and says why on the pull request", async () => {
    const addresses = {
      api: "http://127.0.0.1:1",
      postgres: "http://127.0.0.1:1",
      mongo: "http://127.0.0.1:1",
    };
    writeFileSync(
      join(project, "targets/staging.yaml"),
      JSON.stringify({ addresses, chaos: { allow: false } }),
    );
    const ran = await workflow("staging");
    expect(codes(ran)).to.deep.equal([
      ["Who would be hit", 4],
      ["Tell the pull request", 0],
    ]);
    for (const text of [ran.summary, readFileSync(temporary("told"), "utf8")]) {
      expect(text).to.include("target staging: must allow chaos itself");
    }
  });

  it("takes what a person typed for names and nothing else", async () => {
    const ran = await workflow(
      "embedded",
      `short-kill; touch ${temporary("hit")} $(touch ${temporary("hit")})`,
    );
    expect(codes(ran)[0]).to.deep.equal(["Who would be hit", 2]);
    expect(existsSync(temporary("hit"))).to.equal(false);
  });

  it("recovers although the run failed and stopping fails, and ends as the last look says", async () => {
    program(
      "npm",
      `echo "$*" >> '${temporary("asked")}'
case "$*" in *preview*) exit 0 ;; *k6:chaos*) exit 99 ;; *) exit 5 ;; esac`,
    );
    const ran = await workflow("embedded");
    expect(codes(ran).slice(-2)).to.deep.equal([
      ["Run the experiments", 99],
      ["Leave nothing behind", 5],
    ]);
    expect(readFileSync(temporary("asked"), "utf8").trim().split("\n")).to.deep.equal([
      "run --silent tidemark -- chaos preview short-kill",
      "run k6:chaos -- short-kill --yes",
      ...["stop", "recover", "status"].map((word) => `run --silent tidemark -- chaos ${word}`),
    ]);
  });
});
