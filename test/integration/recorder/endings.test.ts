/** A run whose k6 keeps no counts, or is killed: what the recorder has of it then. */
import { existsSync } from "node:fs";
import { expect } from "chai";
import { countsOf } from "../../../lib/app/run/counts.ts";
import { k6ExitCodes } from "../../../lib/node/generator/k6-exit-codes.ts";
import { anExecutor } from "../../unit/core/given.ts";
import { eventually } from "../../support/eventually.ts";
import { atRate, shortPlan } from "../generator/shop.ts";
import { shopRuns } from "../generator/shop-runs.ts";
import { json } from "../generator/shop-server.ts";
import { endpointSteps, pushingTo, recordedRuns, stepsIn } from "./recorded-runs.ts";

describe("a run that only the recorder counts", () => {
  const shop = shopRuns();
  const recorded = recordedRuns(shop);
  const runFolder = () => shop.path("run");

  it("is a soak: k6 leaves no data of its own, and every request is counted", async () => {
    const server = await shop.serve((_request, response, number) =>
      setTimeout(() => json(response, number % 10 === 0 ? 500 : 200, {}), 20),
    );
    const plan = shortPlan(server.url, { soak: true, executors: [anExecutor({ shape: atRate(50, 2) })] });
    const recorder = await recorded.start(plan);
    const run = await shop.start(plan, undefined, pushingTo(recorder));
    const { exitCode } = await run.ended;
    expect(await recorder.close()).to.deep.equal([]);

    expect(exitCode).to.equal(k6ExitCodes.done);
    expect(existsSync(shop.path("run", "summary.json"))).to.equal(false);
    const { data, missing } = await countsOf({
      runFolder: runFolder(),
      plan,
      recorded: recorder.counts,
      recordedOnly: true,
      loggedErrors: 0,
    });
    const total = server.requests.length;
    expect(missing).to.equal(null);
    expect(data.observations[0]).to.include({ total, bad: Math.floor(total / 10) });
    expect(data.startedIterations).to.equal(total);
    const [main] = data.traffic;
    expect(main?.achievedPerSecond).to.be.within(25, 52);
    // A bucket is 9 % wide; the server takes 20 ms at least.
    expect(main?.latencySeconds?.p50).to.be.within(0.02, 0.2);
  });

  it("has its last whole second when k6 is killed, and says why k6 has nothing", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url, { executors: [anExecutor({ shape: atRate(50, 60) })] });
    const recorder = await recorded.start(plan);
    const run = await shop.start(plan, undefined, pushingTo(recorder));
    await eventually("two seconds were recorded", () => recorder.counts.runSeconds >= 2);
    run.killNow();
    await run.ended;
    await recorder.close();

    const input = {
      runFolder: runFolder(),
      plan,
      recorded: recorder.counts,
      recordedOnly: false,
      loggedErrors: 0,
    };
    const { data, missing } = await countsOf(input);
    expect(missing).to.include("summary.json");
    const inSteps = endpointSteps(stepsIn(shop.path("run", "steps.ndjson"))).reduce(
      (n, step) => n + step.requests,
      0,
    );
    expect(data.observations[0]?.total).to.equal(inSteps).and.be.within(40, server.requests.length);
  });

  it("says loudly where the recorder has less than k6, and takes k6's counts", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url);
    const { recorder } = await recorded.run(plan);
    const less = {
      ...recorder.counts,
      count: (metric: string) => Math.max(0, recorder.counts.count(metric) - 1),
    };
    const input = { runFolder: runFolder(), plan, recorded: less, recordedOnly: false };
    const { data, problems, notes } = await countsOf({ ...input, loggedErrors: 1 });
    const total = server.requests.length;
    expect(problems[0]).to.match(/^recorder: steps.ndjson is not whole/);
    expect(problems[0]).to.include(`${total - 1} of ${total} http_reqs{endpoint:items_list,phase:main}`);
    expect(notes).to.deep.equal([]);
    expect(data.observations[0]?.total).to.equal(total);
    const pushed = await countsOf({ ...input, loggedErrors: 0 });
    expect(pushed.problems, "no push failed, and one virtual user's request is missing").to.deep.equal([]);
    expect(pushed.notes[0]).to.match(/^steps.ndjson lacks the last of what ended together/);
  });
});
