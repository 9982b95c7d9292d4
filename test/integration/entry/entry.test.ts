import { expect } from "chai";
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { CopiedProject } from "./copied-project.ts";

const npmCi = "npm ci --include=dev --no-audit --no-fund";

describe("the entry script", () => {
  const path = temporaryFolder();
  let project: CopiedProject;

  beforeEach(() => {
    project = new CopiedProject(path());
  });

  /** What the command of the project prints. */
  const printed = (stdout: string) => JSON.parse(stdout) as { args: string[]; cwd: string };

  describe("on a fresh clone", () => {
    it("installs, builds and runs the command, with its arguments and its exit code", async () => {
      const { code, stdout, stderr } = await project.run(["run", "sustained", "--rate", "50"]);
      expect(project.ran()).to.deep.equal([npmCi, "build"]);
      expect(code).to.equal(42);
      expect(printed(stdout).args).to.deep.equal(["run", "sustained", "--rate", "50"]);
      expect(stderr).to.include("installing the locked dependencies").and.include("words of the build");
      expect(stderr).not.to.include("words of npm");
    });

    it("installs and builds once when two commands start at the same time", async () => {
      const both = await Promise.all([project.run(["one"]), project.run(["two"])]);
      expect(both.map(({ code }) => code)).to.deep.equal([42, 42]);
      expect(project.ran()).to.deep.equal([npmCi, "build"]);
    });

    it("is not held up by what a killed command left behind", async () => {
      mkdirSync(project.path("dist", ".entry"), { recursive: true });
      project.write("dist/.entry/4194305", "");
      expect((await project.run([])).code).to.equal(42);
    });
  });

  describe("when all is fresh", () => {
    beforeEach(async () => {
      await project.run([]);
      rmSync(project.path("ran.txt"));
    });

    it("runs nothing but the command, and says nothing of its own", async () => {
      const { code, stderr } = await project.run(["doctor"]);
      expect(code).to.equal(42);
      expect(project.ran()).to.deep.equal([]);
      expect(stderr).to.equal("");
    });

    it("runs in the folder that it is called from, also through a link", async () => {
      mkdirSync(path("elsewhere"));
      symlinkSync(project.path("scripts/entry.mjs"), path("tidemark"));
      const { code, stdout } = await project.run(["x"], { cwd: path("elsewhere"), script: path("tidemark") });
      expect(code).to.equal(42);
      expect(printed(stdout)).to.deep.equal({ args: ["x"], cwd: path("elsewhere") });
    });

    it("installs again when the lockfile has changed", async () => {
      project.write("package-lock.json", '{"changed":true}');
      await project.run([]);
      expect(project.ran()).to.deep.equal([npmCi, "build"]);
    });

    it("does not install again when the lockfile only looks newer", async () => {
      project.touch("package-lock.json");
      await project.run([]);
      expect(project.ran()).to.deep.equal(["build"]);
    });

    it("does not install again when npm itself has installed a changed lockfile", async () => {
      project.write("package-lock.json", '{"changed":true}');
      project.write("node_modules/.package-lock.json", "{}");
      await project.run([]);
      expect(project.ran()).to.deep.equal(["build"]);
    });

    it("installs again when node_modules is gone", async () => {
      rmSync(project.path("node_modules"), { recursive: true });
      await project.run([]);
      expect(project.ran()).to.deep.equal([npmCi]);
    });

    for (const file of ["lib/source.ts", "build.mjs", "scripts/entry/main.mjs"]) {
      it(`builds again when ${file} has changed`, async () => {
        project.touch(file);
        await project.run([]);
        expect(project.ran()).to.deep.equal(["build"]);
      });
    }

    it("builds again when a source was removed or a data file of tools/ was added", async () => {
      const built = Date.now() / 1000 - 60;
      for (const file of ["dist/.built", "lib", "lib/source.ts", "scripts", "scripts/entry", "build.mjs"]) {
        utimesSync(project.path(file), built, built);
      }
      rmSync(project.path("lib/source.ts"));
      await project.run([]);
      expect(project.ran()).to.deep.equal(["build"]);
      mkdirSync(project.path("tools"));
      project.write("tools/tools.json", "{}");
      project.touch("tools/tools.json");
      await project.run([]);
      expect(project.ran()).to.deep.equal(["build", "build"]);
    });

    it("does not build again for what no build reads", async () => {
      mkdirSync(project.path("docs"));
      project.write("docs/page.md", "");
      project.touch("docs/page.md");
      await project.run([]);
      expect(project.ran()).to.deep.equal([]);
    });

    it("builds again for a source that changed while a build was running", async () => {
      project.write(
        "build.mjs",
        `import { writeFileSync } from "node:fs";
        writeFileSync("lib/source.ts", "changed"); writeFileSync("dist/.built", "");
        writeFileSync("ran.txt", "build\\n", { flag: "a" });`,
      );
      project.touch("build.mjs", 0);
      await project.run([]);
      await project.run([]);
      expect(project.ran()).to.deep.equal(["build", "build"]);
    });
  });

  describe("when something is wrong", () => {
    it("tells how npm failed with its last lines, exits 4, and tries again the next time", async () => {
      project.npm(
        `for (let line = 1; line <= 40; line += 1) console.error("npm line " + line); process.exit(7);`,
      );
      const { code, stdout, stderr } = await project.run(["run"]);
      expect(code).to.equal(4);
      expect(stdout).to.equal("");
      expect(stderr).to.include("npm ci").and.include("exit code 7").and.include("npm line 40");
      expect(stderr).not.to.include("npm line 20\n").and.not.to.include("    at ");
      expect((await project.run(["run"])).code).to.equal(4);
    });

    it("tells the first lines of npm's error, not how npm is used, which it says last", async () => {
      const usage = `for (let line = 1; line <= 40; line += 1) console.error("npm error usage " + line);`;
      project.npm(
        `console.error("npm warn old"); console.error("npm error code EUSAGE"); console.error("npm error");
         console.error("npm error Missing: left-pad@1.3.0 from lock file"); ${usage} process.exit(1);`,
      );
      const { code, stderr } = await project.run(["run"]);
      expect(code).to.equal(4);
      expect(stderr).to.include(
        "it says:\nnpm error code EUSAGE\nnpm error Missing: left-pad@1.3.0 from lock",
      );
      expect(stderr).to.include("npm error usage 13\n").and.not.to.include("npm error usage 14");
      expect(stderr).not.to.include("npm warn");
    });

    it("tells that npm is missing", async () => {
      mkdirSync(path("empty"));
      const { code, stderr } = await project.run(["run"], { env: { PATH: path("empty") } });
      expect(code).to.equal(4);
      expect(stderr).to.include("npm ci").and.include("was not found on the PATH");
    });

    it("tells that the build failed, and exits 4", async () => {
      project.write("build.mjs", `console.error("lib/x.ts: no such name"); process.exit(3);`);
      const { code, stderr } = await project.run(["run"]);
      expect(code).to.equal(4);
      expect(stderr).to.include("lib/x.ts: no such name").and.include("build.mjs").and.include("exit code 3");
    });

    it("tells that Node is too old before anything else, and exits 4", async () => {
      const preload = path("old-node.cjs");
      writeFileSync(
        preload,
        `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });`,
      );
      const { code, stderr } = await project.run(["run"], { nodeFlags: ["--require", preload] });
      expect(code).to.equal(4);
      expect(stderr).to.include("20.19 or newer").and.include("18.20.4");
      expect(stderr.trim().split("\n")).to.have.lengthOf(1);
      expect(project.ran()).to.deep.equal([]);
    });

    it("stops npm when it is itself asked to end, and exits 105", async () => {
      project.npm(`require("node:fs").writeFileSync("npm-started", ""); setInterval(() => {}, 1000);`);
      const { process: entry, ended } = project.start(["run"]);
      const { existsSync } = await import("node:fs");
      await eventually("npm runs", () => existsSync(project.path("npm-started")));
      entry.kill("SIGTERM");
      expect((await ended).code).to.equal(105);
    });
  });

  describe("with --then", () => {
    it("runs a tool of node_modules/.bin in the project's folder and exits with its code", async () => {
      project.tool(
        "lint",
        "console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() })); process.exit(17);",
      );
      mkdirSync(path("elsewhere"));
      const { code, stdout } = await project.run(["--then", "lint", "a b", "--fix"], {
        cwd: path("elsewhere"),
      });
      expect(code).to.equal(17);
      expect(printed(stdout)).to.deep.equal({ args: ["a b", "--fix"], cwd: project.root });
    });

    it("runs node itself", async () => {
      expect((await project.run(["--then", "node", "-e", "process.exit(5)"])).code).to.equal(5);
    });

    it("passes signals on to the tool, once, and ends as the tool ends", async () => {
      project.tool(
        "wait",
        `let count = 0;
         process.on("SIGINT", () => { count += 1; setTimeout(() => process.exit(count), 100); });
         console.log("waiting"); setInterval(() => {}, 1000);`,
      );
      const { process: entry, ended } = project.start(["--then", "wait"]);
      await new Promise((resolve) => entry.stdout?.once("data", resolve));
      entry.kill("SIGINT");
      expect((await ended).code).to.equal(1);
    });

    it("ends by the signal that ended the tool", async () => {
      const { process: entry, ended } = project.start([
        "--then",
        "node",
        "-e",
        "console.log(1); setInterval(() => {}, 1e3)",
      ]);
      await new Promise((resolve) => entry.stdout?.once("data", resolve));
      entry.kill("SIGTERM");
      expect((await ended).signal).to.equal("SIGTERM");
    });

    for (const args of [["--then"], ["--then", "no-such-tool"]]) {
      it(`answers "${args.join(" ")}" with what is missing, and exits 2`, async () => {
        const { code, stderr } = await project.run(args);
        expect(code).to.equal(2);
        expect(stderr).to.include("--then");
      });
    }
  });
});
