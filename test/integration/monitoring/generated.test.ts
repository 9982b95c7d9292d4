/** Is what was generated and committed what promtool and amtool accept, and do the rules pass their tests? */
import { expect } from "chai";
import { withAmtool, withPromtool, type Verified } from "../../../lib/app/monitoring/verify.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { toolForTests } from "./support/tools.ts";

const MAY_TAKE_MS = 900_000; // a hundred seconds of one core, which others use, too
const context = { env: process.env, say: () => undefined };

function problemsOf(verified: readonly Verified[]): readonly Verified[] {
  return verified.filter(({ problem }) => problem !== null);
}

describe("the generated files", () => {
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
});
