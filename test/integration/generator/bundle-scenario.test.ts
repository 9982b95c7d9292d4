import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Bundle, bundleScenario } from "../../../lib/node/generator/bundle-scenario.ts";
import { GeneratorError } from "../../../lib/node/generator/generator-error.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { shortPlan, writeShop } from "./shop.ts";

const plan = shortPlan("http://127.0.0.1:9000");
const KIB = 1024;

describe("bundleScenario", () => {
  const path = temporaryFolder();
  const entry = () => path("shop/scenarios/steady.ts");
  const bundle = (copies = [path("script.js")]): Promise<Bundle> =>
    bundleScenario({
      project: {
        root: path("shop"),
        system: { services: [], endpoints: [] },
        objectives: [],
        scenarios: [],
        experiments: [],
        data: {},
      },
      plan,
      cacheFolder: path("cache"),
      copies,
      env: { TIDEMARK_JSLIB_URL: "http://127.0.0.1:9/none" },
    });
  const script = () => readFileSync(path("script.js"), "utf8");

  beforeEach(() => {
    writeShop(path("shop"));
  });

  async function failure(): Promise<GeneratorError> {
    const error: unknown = await bundle().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(GeneratorError);
    return error as GeneratorError;
  }

  it("makes one module that imports nothing but k6's own modules", async () => {
    await bundle();
    const imports = [...script().matchAll(/^import .* from "(.*)";$/gm)].map(([, from]) => from);
    expect(new Set(imports)).to.deep.equal(
      new Set(["k6", "k6/data", "k6/encoding", "k6/execution", "k6/http", "k6/metrics", "k6/secrets"]),
    );
    expect(script()).to.match(/export \{\s+handleSummary,\s+iteration,\s+options\s+\};/);
  });

  it("holds the plan, and nothing of the environment", async () => {
    process.env["TIDEMARK_TEST_SECRET"] = "not-for-the-bundle";
    try {
      await bundle();
    } finally {
      delete process.env["TIDEMARK_TEST_SECRET"];
    }
    expect(script()).to.include(plan.runId);
    expect(script()).not.to.include("not-for-the-bundle");
  });

  it("brings its source map along and is small without it", async () => {
    await bundle();
    const [code = "", map = ""] = script().split("//# sourceMappingURL=data:application/json;base64,");
    const { sources } = JSON.parse(Buffer.from(map, "base64").toString()) as { sources: string[] };
    expect(sources.some((source) => source.endsWith("lib/k6/endpoint-client.ts"))).to.be.true;
    expect(sources).to.include("../../scenarios/steady.ts");
    expect(code.length).to.be.lessThan(64 * KIB);
  });

  it("gives the same bytes for the same inputs, in every copy, and says which", async () => {
    const copies = [path("one/script.js"), path("two.js")];
    const first = await bundle(copies);
    const [one, two] = copies.map((file) => readFileSync(file));
    expect(one?.equals(two ?? Buffer.of())).to.be.true;
    expect(first).to.deep.include({
      sha256: createHash("sha256")
        .update(one ?? "")
        .digest("hex"),
      bytes: one?.length,
    });
    expect(await bundle(copies)).to.deep.equal(first);
    expect(readdirSync(path("one"))).to.deep.equal(["script.js"]);
  });

  it("takes the engine's k6 side from the installation, whatever lies in the project's lib/", async () => {
    mkdirSync(path("shop/lib/k6"), { recursive: true });
    writeFileSync(path("shop/lib/k6/k6-scenario.ts"), "export const k6Scenario = () => 'not the engine';");
    await bundle();
    expect(script()).not.to.include("not the engine");
  });

  it("refuses an import from the web, naming the file and the address", async () => {
    writeFileSync(entry(), 'import { x } from "https://jslib.k6.io/x.js"; export const options = x;');
    const { code, kind, message } = await failure();
    expect({ code, kind }).to.deep.equal({ code: "remoteImport", kind: "usage" });
    expect(message).to.match(/^scenarios\/steady\.ts: .*got https:\/\/jslib\.k6\.io\/x\.js/);
  });

  it("says where a scenario does not compile", async () => {
    writeFileSync(entry(), "export const options = {\n  a: ;\n};");
    const { code, message } = await failure();
    expect(code).to.equal("doesNotCompile");
    expect(message).to.include("scenario steady does not compile\n  scenarios/steady.ts:2:6: ");
  });

  it("says which import leads nowhere", async () => {
    writeFileSync(entry(), 'import { y } from "../system/elsewhere.ts"; export const options = y;');
    const { code, message } = await failure();
    expect(code).to.equal("doesNotCompile");
    expect(message).to.match(/scenarios\/steady\.ts:1:\d+: .*elsewhere\.ts/);
  });

  it("asks for the entry of a scenario that has none", async () => {
    rmSync(entry());
    const { code, message } = await failure();
    expect(code).to.equal("noEntry");
    expect(message).to.include(join(path("shop"), "scenarios", "steady.ts"));
  });

  it("names the file that can't be written", async () => {
    writeFileSync(path("script.js"), "");
    const error: unknown = await bundle([path("script.js/below.js")]).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(GeneratorError).with.property("code", "notWritten");
    expect((error as GeneratorError).kind).to.equal("machine");
  });
});
