import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect } from "chai";
import { k6ExitCodes } from "../../../lib/node/generator/k6-exit-codes.ts";
import { allowedCores, splitOwnCores } from "../../../lib/node/process/pinning.ts";
import { ProcessError } from "../../../lib/node/process/process-error.ts";
import { anExecutor } from "../../unit/core/given.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { forever, signalNotingProgram, writeProgram } from "../process/scripts.ts";
import { atRate, shortPlan } from "./shop.ts";
import { observed, shopRuns } from "./shop-runs.ts";
import { json } from "./shop-server.ts";

describe("startK6", () => {
  const shop = shopRuns();

  it("tells of iterations for which no virtual user was free", async () => {
    const server = await shop.serve((_request, response) => setTimeout(() => json(response, 200, {}), 500));
    const plan = shortPlan(server.url, {
      executors: [
        anExecutor({ shape: atRate(50, 2), preAllocatedVUs: 5, maxVUs: 5, gracefulStopSeconds: 2 }),
      ],
    });
    const finished = await shop.finish(plan, await shop.start(plan));
    const { total, dropped } = observed(finished, "items_list-errors");
    expect(total).to.equal(server.requests.length).and.be.within(15, 25); // 5 users, 2 a second each, 2 s
    expect(dropped).to.equal(finished.counted.droppedIterations);
    expect(total + dropped).to.be.within(100, 101);
    const [main] = finished.counted.traffic;
    expect(main?.offeredPerSecond).to.be.within(50, 50.5);
    expect(main?.achievedPerSecond).to.be.within(7.5, 12.5);
  });

  it("lets nothing of the person's own k6 configuration in", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    mkdirSync(shop.path("home", "k6"), { recursive: true });
    writeFileSync(shop.path("home", "k6", "config.json"), JSON.stringify({ rps: 5 }));
    const env = { ...process.env, XDG_CONFIG_HOME: shop.path("home") };
    const plan = shortPlan(server.url, { executors: [anExecutor({ shape: atRate(50, 2) })] });
    const finished = await shop.finish(plan, await shop.start(plan, undefined, { env }));
    expect(observed(finished, "items_list-errors").total).to.be.within(100, 101);
  });

  it("ends gracefully when it is told to, and keeps what it has", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url, { executors: [anExecutor({ shape: atRate(50, 60) })] });
    const run = await shop.start(plan);
    await eventually("a few requests", () => server.requests.length > 20);
    run.interrupt();
    const finished = await shop.finish(plan, run);
    expect(finished.outcome.exitCode).to.equal(k6ExitCodes.signal);
    expect(observed(finished, "items_list-errors").total).to.be.greaterThan(20);
    expect(finished.rows.length).to.equal(observed(finished, "items_list-errors").total);
  });

  it("is told to end only once: k6 would end at once, and keep nothing, when told again", async () => {
    const notes = shop.path("signals");
    // Stands in for k6, which is faster than a second signal.
    const k6 = writeProgram(
      shop.path("k6"),
      signalNotingProgram(notes, "setTimeout(process.exit, 500, 105);"),
    );
    const run = await shop.start(shortPlan("http://127.0.0.1:9"), undefined, { k6, requestRows: false });
    await eventually("it listens", () => existsSync(notes));
    run.interrupt();
    await eventually("the first signal", () => readFileSync(notes, "utf8") !== "");
    run.interrupt();
    expect((await run.ended).exitCode).to.equal(k6ExitCodes.signal);
    expect(readFileSync(notes, "utf8")).to.equal("SIGINT\n");
  });

  it("keeps k6 to the processors that it is given", async function () {
    const split = splitOwnCores();
    if ("whyNot" in split) skipBecause(this, split.whyNot);
    const k6 = writeProgram(shop.path("k6"), forever);
    const { system: cores } = split;
    const run = await shop.start(shortPlan("http://127.0.0.1:9"), undefined, {
      k6,
      requestRows: false,
      cores,
    });
    try {
      expect(allowedCores(run.pid)).to.deep.equal(cores);
    } finally {
      run.killNow();
      await run.ended;
    }
  });

  it("leaves no end-of-test data when it is killed, and says by what it ended", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const run = await shop.start(
      shortPlan(server.url, { executors: [anExecutor({ shape: atRate(50, 60) })] }),
    );
    await eventually("a few requests", () => server.requests.length > 5);
    run.killNow();
    const outcome = await run.ended;
    expect(outcome).to.deep.include({ exitCode: null, signal: "SIGKILL", problems: [], notes: [] });
    expect(existsSync(shop.path("run", "summary.json"))).to.equal(false);
  });

  it("ends a lost run early where that is wanted", async () => {
    const server = await shop.serve((_request, response) => json(response, 500, {}));
    const plan = shortPlan(server.url, { executors: [anExecutor({ shape: atRate(50, 30) })] });
    const finished = await shop.finish(plan, await shop.start(plan, undefined, { abortEarly: true }));
    expect(finished.outcome.exitCode).to.equal(k6ExitCodes.thresholds);
    expect(observed(finished, "items_list-errors").total).to.be.lessThan(600);
  });

  it("leaves no named pipe and no entry in the ledger when k6 can't be started", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("tidemark-rows-"));
    const error: unknown = await shop
      .start(shortPlan("http://127.0.0.1:9"), undefined, {
        k6: shop.path("no-k6"),
      })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ProcessError).with.property("code", "programNotFound");
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("tidemark-rows-"))).to.deep.equal(before);
  });
});
