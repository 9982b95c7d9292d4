/**
 * Is what was generated and committed what promtool and amtool accept, and do the rules pass their tests?
 * All files are looked at; of tests and assertions those that differ in more than names
 * (support/representatives.ts). `npm run test:heavy` runs all.
 */
import { expect } from "chai";
import {
  verifyMonitoring,
  withAmtool,
  withPromtool,
  type Verified,
} from "../../../lib/app/monitoring/verify.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { copyRepresentatives } from "./support/representatives.ts";
import { toolForTests } from "./support/tools.ts";

const MAY_TAKE_MS = 300_000; // twenty seconds of one core, which others use, too
const context = { env: process.env, say: () => undefined, signal: new AbortController().signal };

function problemsOf(verified: readonly Verified[]): readonly Verified[] {
  return verified.filter(({ problem }) => problem !== null);
}

describe("the generated files", () => {
  const inFolder = temporaryFolder();

  it("are accepted by promtool, and the rules of every kind of objective pass their tests", async function () {
    const promtool = await toolForTests(this, "promtool");
    this.timeout(MAY_TAKE_MS);
    copyRepresentatives(inFolder());
    const verified = await withPromtool(promtool, inFolder(), context);
    expect(problemsOf(verified)).to.deep.equal([]);
    expect(verified.map(({ name }) => name)).to.include.members([
      "tests of users_list-errors",
      "tests of infrastructure",
    ]);
  });

  it("are accepted by amtool, which sends every kind of alert where it should go", async function () {
    const amtool = await toolForTests(this, "amtool");
    this.timeout(MAY_TAKE_MS);
    copyRepresentatives(inFolder());
    const verified = await withAmtool(amtool, inFolder(), context);
    expect(problemsOf(verified)).to.deep.equal([]);
  });

  it("are missing in a project where nothing was generated, which is said with what to do", async function () {
    await toolForTests(this, "promtool");
    await toolForTests(this, "amtool");
    const error: unknown = await verifyMonitoring(inFolder(), context).catch((failed: unknown) => failed);
    expect(error).to.include({ kind: "usage", code: "notGenerated" });
    expect((error as Error).message).to.include("run: tidemark monitoring generate");
  });

  it("are no longer looked at when somebody ends the command, whose reason is thrown", async function () {
    const promtool = await toolForTests(this, "promtool");
    const reason = new Error("ended by SIGINT");
    const stopped = { ...context, signal: AbortSignal.abort(reason) };
    const error: unknown = await withPromtool(promtool, installRoot(), stopped).catch(
      (failed: unknown) => failed,
    );
    expect(error).to.equal(reason);
  });
});
