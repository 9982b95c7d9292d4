/** Do the workflows name commands that exist, pin what they use, and ask for no more than they need? */
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { installRoot } from "../../../lib/node/process/install-root.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>
  >;
}

const folder = path.join(installRoot(), ".github/workflows");
const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const textOf = (file: string) => readFileSync(path.join(folder, file), "utf8");
const read = (file: string) => parse(textOf(file)) as Workflow;
const stepsOf = (file: string) => Object.values(read(file).jobs).flatMap(({ steps }) => steps);

const { scripts } = JSON.parse(readFileSync(path.join(installRoot(), "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** By file and job. */
const furtherPermissions: Readonly<Record<string, object>> = {
  // What would be done is a comment on the pull request.
  "staging-chaos.yml": { preview: { contents: "read", "pull-requests": "write" } },
};

for (const file of files) {
  describe(`the workflow ${file}`, () => {
    it("pins every action by its commit, and says which version that is", () => {
      const lines = textOf(file)
        .split("\n")
        .filter((line) => /\buses:/.test(line));
      expect(lines).to.have.length(stepsOf(file).filter(({ uses }) => uses !== undefined).length);
      for (const line of lines) expect(line).to.match(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it("may read the repository and nothing else, but where a job says what it needs and is known to", () => {
      const { permissions, jobs } = read(file);
      expect(permissions).to.deep.equal({ contents: "read" });
      const own = Object.entries(jobs).flatMap(([name, job]) =>
        job.permissions === undefined ? [] : [[name, job.permissions]],
      );
      expect(Object.fromEntries(own)).to.deep.equal(furtherPermissions[file] ?? {});
    });

    it("leaves no credentials behind where it checks out", () => {
      for (const { uses, with: given } of stepsOf(file)) {
        if (uses?.startsWith("actions/checkout@") === true) {
          expect(given?.["persist-credentials"]).to.equal(false);
        }
      }
    });

    it("runs npm scripts that exist", () => {
      const named = stepsOf(file).flatMap(({ run = "" }) =>
        [...run.matchAll(/npm (?:run(?: --silent)? ([\w:-]+)|(test))/g)].map(
          ([, script, test]) => script ?? test,
        ),
      );
      expect(named).to.not.deep.equal([]);
      for (const script of named) expect(scripts).to.have.property(script ?? "");
    });

    it("puts nothing from outside into the text of a shell", () => {
      for (const { run = "" } of stepsOf(file)) expect(run).to.not.include("${{");
    });
  });
}

describe("the nightly soak", () => {
  const steps = stepsOf("nightly-soak.yml");
  const using = (action: string) => steps.filter(({ uses }) => uses?.startsWith(`${action}@`));
  const running = (command: string) => steps.filter(({ run }) => run?.includes(command));

  it("starts by itself at night, and by hand", () => {
    const { on } = read("nightly-soak.yml");
    expect(on).to.have.all.keys("schedule", "workflow_dispatch");
    expect(on["schedule"]).to.deep.equal([{ cron: "17 1 * * *" }]);
  });

  it("runs the soak on a named target", () => {
    const [soak] = running("npm run k6:soak");
    expect(soak?.env?.["TIDEMARK_TARGET"]).to.include("inputs.target");
  });

  it("keeps record and report, and tells of a change, however the soak ended", () => {
    const [upload] = using("actions/upload-artifact");
    expect(upload).to.deep.include({ if: "always()" });
    expect(upload?.with).to.include({ path: "results/" });
    const [notify] = running("notify latest");
    expect(notify).to.deep.include({ if: "always()" });
    expect(notify?.run).to.include("--previous night-before/run.json");
  });

  it("gives the secret address to the step that needs it alone, by the environment", () => {
    const withSecrets = steps.filter((step) => JSON.stringify(step).includes("secrets."));
    expect(withSecrets).to.deep.equal(running("notify latest"));
    expect(withSecrets[0]?.env).to.have.property("TIDEMARK_WEBHOOK_URL");
  });

  it("compares with the record that the night before has kept", () => {
    const [restore] = using("actions/cache/restore");
    const [save] = using("actions/cache/save");
    expect(restore?.with).to.include({ path: "night-before", "restore-keys": "soak-record-" });
    expect(save?.with).to.include({ path: "night-before", key: restore?.with?.["key"] });
    expect(steps.indexOf(save!)).to.be.above(steps.indexOf(running("notify latest")[0]!));
  });
});
