/** Is what was generated and committed what promtool and amtool accept, and do the rules pass their tests? */
import { expect } from "chai";
import {
  verifyMonitoring,
  withAmtool,
  withPromtool,
  type Verified,
} from "../../../lib/app/monitoring/verify.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { toolForTests } from "./support/tools.ts";

const MAY_TAKE_MS = 900_000; // a hundred seconds of one core, which others use, too
const context = { env: process.env, say: () => undefined, signal: new AbortController().signal };

function problemsOf(verified: readonly Verified[]): readonly Verified[] {
  return verified.filter(({ problem }) => problem !== null);
}

describe("the generated files", () => {
  const inFolder = temporaryFolder();

  it("are accepted by promtool, and the rules of every objective pass their tests", async function () {
    const promtool = await toolForTests(this, "promtool");
    this.timeout(MAY_TAKE_MS);
    const verified = await withPromtool(promtool, installRoot(), context);
    expect(problemsOf(verified)).to.deep.equal([]);
    expect(verified.map(({ name }) => name)).to.include.members([
      "tests of users_list-errors",
      "tests of infrastructure",
    ]);
  });

  it("are accepted by amtool, which sends every alert where it should go", async function () {
    const amtool = await toolForTests(this, "amtool");
    this.timeout(MAY_TAKE_MS);
    const verified = await withAmtool(amtool, installRoot(), context);
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
