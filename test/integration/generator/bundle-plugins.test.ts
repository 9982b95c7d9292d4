import { build } from "esbuild";
import { expect } from "chai";
import { madeUpModules } from "../../../lib/node/generator/bundle-plugins.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { aPlan } from "../../unit/k6/given.ts";

const users = JSON.stringify([{ name: 'O"Hara\u2028', note: "für\n" }]);

/** What a bundle finds in the modules. */
async function modules(summarySource: string | null) {
  const result = await build({
    stdin: {
      contents:
        'export { plan } from "tidemark:plan"; export { rows } from "tidemark:rows"; export * as summary from "tidemark:summary";',
      resolveDir: installRoot(),
    },
    bundle: true,
    write: false,
    format: "esm",
    plugins: [madeUpModules(aPlan(), { users }, { description: "", source: summarySource }, installRoot())],
  });
  const code = result.outputFiles[0]?.text ?? "";
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`)) as {
    plan: unknown;
    rows: unknown;
    summary: { textSummary: (...data: unknown[]) => string; jUnit: (() => string) | null };
  };
}

describe("the modules that are made up for a bundle", () => {
  it("hold the plan and the rows as they are", async () => {
    expect(await modules(null)).to.deep.include({ plan: aPlan(), rows: { users } });
  });

  it("hold the published formatter where it was to be had, with its JUnit report", async () => {
    const { summary } = await modules("export const textSummary = () => 'text', jUnit = () => '<xml/>';");
    expect(summary.textSummary()).to.equal("text");
    expect(summary.jUnit?.()).to.equal("<xml/>");
  });

  it("hold our own formatter where it was not, which writes no JUnit report", async () => {
    const { summary } = await modules(null);
    expect(summary.textSummary({ metrics: {} }, { indent: "" })).to.equal("");
    expect(summary.jUnit).to.equal(null);
  });
});
