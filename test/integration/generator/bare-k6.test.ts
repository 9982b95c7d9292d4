/** A bundle without Tidemark around it: k6's own thresholds decide. */
import { existsSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { expect } from "chai";
import { bundleScenario } from "../../../lib/node/generator/bundle-scenario.ts";
import { k6ExitCodes } from "../../../lib/node/generator/k6-exit-codes.ts";
import { anExecutor, anObjective } from "../../unit/core/given.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { k6ForTests } from "./k6-for-tests.ts";
import { atRate, shortPlan, writeShop } from "./shop.ts";
import { json, type ShopServer, startShop } from "./shop-server.ts";

describe("a bare k6 run of a bundle", () => {
  const path = temporaryFolder();
  let k6 = "";
  let server: ShopServer | undefined;

  before(async function () {
    k6 = await k6ForTests(this);
  });
  afterEach(async () => {
    await server?.close();
  });

  async function run(
    statusOf: (number: number) => number,
    {
      behaviour = "{}",
      seconds = 1,
      goal = 0.5,
    }: { behaviour?: string; seconds?: number; goal?: number } = {},
  ) {
    server = await startShop((_request, response, number) => json(response, statusOf(number), {}));
    const plan = shortPlan("http://127.0.0.1:9", {
      executors: [anExecutor({ shape: atRate(50, seconds) })],
      objectives: [anObjective({ goal })],
    });
    const project = writeShop(path("shop"), behaviour);
    const env = { ...process.env, TIDEMARK_JSLIB_URL: "http://127.0.0.1:9/none" };
    await bundleScenario({ project, plan, cacheFolder: path("cache"), copies: [path("bare.js")], env });
    const args = [
      "run",
      "--quiet",
      "--no-usage-report",
      "--address=",
      "-e",
      `TIDEMARK_URL_SHOP=${server.url}`,
    ];
    return execa(k6, [...args, path("bare.js")], { cwd: path(), reject: false });
  }

  it("passes when the objectives are met, against the address that -e gives, and shows a summary", async () => {
    const { exitCode, stdout } = await run(() => 200);
    expect(exitCode).to.equal(k6ExitCodes.done);
    expect(stdout).to.match(/http_reqs \.+: count=5[01] /);
    expect(stdout).to.include("✓ count>=5");
    expect(existsSync(path("summary.json"))).to.be.false;
  });

  it("ends early and fails once the objective can't be met any more", async () => {
    const { exitCode } = await run(() => 500, { seconds: 30, goal: 0.99 });
    expect(exitCode).to.equal(k6ExitCodes.thresholds);
    expect(server?.requests.length).to.be.within(16, 600); // of 1,500; 15 may fail
  });

  it("fails for an exception in the script, on which k6 itself would exit with 0", async () => {
    const { exitCode, stderr } = await run(() => 200, {
      behaviour:
        "{ items_list: { request: ({ iteration }) => { if (iteration === 7) throw new Error('seven'); return {}; } } }",
    });
    expect(exitCode).to.equal(k6ExitCodes.thresholds);
    expect(stderr).to.include("seven");
  });

  it("sends other payloads in the next run, although it is the same bundle", async () => {
    const behaviour = "{ items_list: { request: ({ runId }) => ({ query: `run=${runId}` }) } }";
    await run(() => 200, { behaviour });
    const first = server?.requests[0]?.url;
    await server?.close();
    await run(() => 200, { behaviour });
    expect(first).to.match(/^\/items\?run=20260102-030405-abcd-\d+$/);
    expect(server?.requests[0]?.url).not.to.equal(first);
    expect(readFileSync(path("bare.js"), "utf8")).to.include("20260102-030405-abcd");
  });
});
