/** `.ci/run` with an npm of ours: does its last line tell the truth, and its exit code agree? */
import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

interface Outcome {
  readonly checkExit: number;
  readonly testExit: number;
  /** What the tests' reporter writes; null where it never came to that. */
  readonly counts: { passed: number; failed: number; skipped: number } | null;
}

describe(".ci/run", () => {
  const temporary = temporaryFolder();

  before(function () {
    if (process.platform !== "linux")
      skipBecause(this, ".ci/run is for Debian; the workflow serves the others");
  });

  function run({ checkExit, testExit, counts }: Outcome): { lastLine: string; exitCode: number | null } {
    const report = counts === null ? "true" : `echo '${JSON.stringify(counts)}' > "$TEST_COUNTS_FILE"`;
    const npm = `#!/bin/sh\ncase "$*" in *check*) exit ${checkExit};; *) ${report}; exit ${testExit};; esac\n`;
    writeFileSync(temporary("npm"), npm);
    chmodSync(temporary("npm"), 0o755);
    const env = { ...process.env, PATH: `${temporary()}:${process.env["PATH"] ?? ""}` };
    const { stdout, status } = spawnSync(path.join(installRoot(), ".ci/run"), { env, encoding: "utf8" });
    return { lastLine: stdout.trimEnd().split("\n").at(-1) ?? "", exitCode: status };
  }

  it("adds the check to the tests and exits 0 when all is well", () => {
    const result = run({ checkExit: 0, testExit: 0, counts: { passed: 120, failed: 0, skipped: 2 } });
    expect(result).to.deep.equal({ lastLine: "121 passed, 0 failed, 2 skipped", exitCode: 0 });
  });

  it("counts a failing check as a failure although every test passes", () => {
    const result = run({ checkExit: 1, testExit: 0, counts: { passed: 120, failed: 0, skipped: 2 } });
    expect(result).to.deep.equal({ lastLine: "120 passed, 1 failed, 2 skipped", exitCode: 1 });
  });

  it("fails when tests fail", () => {
    const result = run({ checkExit: 0, testExit: 3, counts: { passed: 117, failed: 3, skipped: 2 } });
    expect(result).to.deep.equal({ lastLine: "118 passed, 3 failed, 2 skipped", exitCode: 1 });
  });

  it("fails when the tests break off before they report", () => {
    const result = run({ checkExit: 0, testExit: 1, counts: null });
    expect(result).to.deep.equal({ lastLine: "1 passed, 1 failed, 0 skipped", exitCode: 1 });
  });

  it("fails when the tests report no failure and end badly nevertheless", () => {
    const result = run({ checkExit: 0, testExit: 7, counts: { passed: 120, failed: 0, skipped: 0 } });
    expect(result).to.deep.equal({ lastLine: "121 passed, 1 failed, 0 skipped", exitCode: 1 });
  });
});
