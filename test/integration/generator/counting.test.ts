import { createServer } from "node:net";
import { expect } from "chai";
import { k6ExitCodes } from "../../../lib/node/generator/k6-exit-codes.ts";
import { aLatencyObjective, anExecutor, anObjective } from "../../unit/core/given.ts";
import { atRate, shortPlan } from "./shop.ts";
import { observed, shopRuns } from "./shop-runs.ts";
import { json } from "./shop-server.ts";

describe("what k6 counts", () => {
  const shop = shopRuns();

  it("counts each request that the server saw, and leaves a row for each", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url, {
      executors: [
        anExecutor({ name: "warm", phase: "warmup", shape: atRate(20, 1) }),
        anExecutor({ startSeconds: 1, shape: atRate(50, 2) }),
      ],
    });
    const finished = await shop.finish(plan, await shop.start(plan));
    const { counted, outcome, rows } = finished;

    expect(outcome).to.deep.include({ exitCode: 0, signal: null, problems: [] });
    expect(counted.traffic.map(({ requests }) => requests).reduce((a, b) => a + b)).to.equal(
      server.requests.length,
    );
    expect(rows).to.have.length(server.requests.length);
    expect(outcome.requestRows).to.equal(rows.length);
    expect(counted.plannedIterations).to.equal(100);
    const arrived = counted.startedIterations + counted.droppedIterations;
    expect(arrived).to.be.within(100, 101); // k6 may start one more at the very end
    expect(observed(finished, "items_list-errors")).to.deep.include({ phase: "main", bad: 0 });
    expect(observed(finished, "items_list-errors").total).to.equal(counted.startedIterations);
    expect(counted.scriptErrors).to.equal(0);
    expect(outcome.health.samples).to.be.greaterThan(0);
    const warm = rows.filter(([, , , , , , phase]) => phase === "warmup");
    expect(warm.length).to.equal(counted.traffic[0]?.requests).and.be.within(20, 21);
  });

  it("sends its name, its trace and what marks test traffic, and uses each trace once", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url);
    await shop.finish(plan, await shop.start(plan));
    const traces = server.requests.map(({ headers }) => headers.traceparent);
    expect(new Set(traces).size).to.equal(server.requests.length);
    expect(server.requests[0]?.headers).to.include({ "x-tidemark-traffic": "synthetic" });
  });

  it("counts an unexpected status as bad, and says so in its row", async () => {
    const server = await shop.serve((_request, response, number) =>
      json(response, number % 4 === 0 ? 500 : 200, {}),
    );
    const plan = shortPlan(server.url);
    const finished = await shop.finish(plan, await shop.start(plan));
    const bad = finished.rows.filter(([, , , status, , , phase]) => status === "500" && phase === "main");
    expect(observed(finished, "items_list-errors").bad).to.equal(bad.length).and.be.greaterThan(10);
    expect(bad.every(([, , , , , error]) => error === "unexpected status 500")).to.be.true;
  });

  it("counts an answer as slow by what its row says, whatever its status, and only those", async () => {
    const server = await shop.serve((_request, response, number) => {
      setTimeout(() => json(response, number % 3 === 0 ? 500 : 200, {}), number % 5 === 0 ? 150 : 0);
    });
    const limit = aLatencyObjective({ bad: { kind: "slowerThan", limitSeconds: 0.1 } });
    const plan = shortPlan(server.url, { objectives: [limit] });
    const finished = await shop.finish(plan, await shop.start(plan));
    const slow = finished.rows.filter(([, , , , ms, , phase]) => Number(ms) > 100 && phase === "main");
    expect(observed(finished, limit.id).bad).to.equal(slow.length).and.be.greaterThan(5);
    expect(slow.some(([, , , status]) => status === "500")).to.be.true;
  });

  it("counts every request as failed that nobody accepts, and fails fast, not slowly", async () => {
    const plan = shortPlan(await addressOfNobody(), { objectives: [anObjective(), aLatencyObjective()] });
    const finished = await shop.finish(plan, await shop.start(plan));
    const { total, bad } = observed(finished, "items_list-errors");
    expect(bad).to.equal(total).and.be.greaterThan(90);
    expect(finished.outcome.exitCode).to.equal(k6ExitCodes.done); // k6 decides nothing
    expect(observed(finished, "items_list-latency").bad).to.equal(0);
    expect(finished.rows.every(([, , , status, , error]) => status === "0" && error?.includes("refused"))).to
      .be.true;
    expect(finished.outcome.logCounts.warnings).to.be.greaterThan(0);
  });

  it("gives up on an answer after the endpoint's timeout, and counts it as failed and as slow", async () => {
    const server = await shop.serve(() => undefined);
    const plan = shortPlan(server.url, {
      executors: [
        anExecutor({
          shape: atRate(5, 1),
          sends: [{ endpoint: "items_buy", requestsPerIteration: 1 }],
          gracefulStopSeconds: 6,
        }),
      ],
      objectives: [
        anObjective({ id: "items_buy-errors", endpoint: "items_buy" }),
        aLatencyObjective({ id: "items_buy-latency", endpoint: "items_buy" }),
      ],
    });
    const finished = await shop.finish(plan, await shop.start(plan));
    const { total, bad } = observed(finished, "items_buy-errors");
    expect(total).to.be.within(5, 6);
    expect(bad).to.equal(total);
    expect(observed(finished, "items_buy-latency").bad).to.equal(total);
  });

  it("counts an exception in the script, logs it once for each virtual user, and goes on", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const behaviour = '{ items_list: { request: () => { throw new Error("no such item"); } } }';
    const plan = shortPlan(server.url, {
      executors: [anExecutor({ shape: atRate(50, 1), preAllocatedVUs: 2, maxVUs: 2 })],
    });
    const finished = await shop.finish(plan, await shop.start(plan, behaviour));
    expect(finished.outcome.exitCode).to.equal(0);
    expect(finished.counted.scriptErrors).to.equal(finished.counted.startedIterations).and.be.greaterThan(40);
    expect(server.requests).to.deep.equal([]);
    const told = finished.log.split("\n").filter((line) => line.includes("no such item"));
    expect(told.length).to.be.within(1, 2);
    expect(told[0]).to.include("system/index.ts"); // where, by the source map
    expect(observed(finished, "items_list-errors")).to.deep.include({ total: 0, bad: 0 });
    expect(observed(finished, "items_list-errors").dropped).to.be.greaterThan(40);
  });

  it("looks at bodies: wrong ones are counted and are no bad event", async () => {
    const server = await shop.serve((_request, response, number) => {
      if (number % 2 === 0) json(response, 200, { items: [] });
      else response.end("not JSON at all");
    });
    const behaviour =
      '{ items_list: { checkBody: (body) => (Array.isArray(body.items) ? null : "no items") } }';
    const plan = shortPlan(server.url);
    const finished = await shop.finish(plan, await shop.start(plan, behaviour));
    const [main] = finished.counted.traffic.filter(({ phase }) => phase === "main");
    expect(main?.bodiesChecked).to.equal(main?.requests);
    expect(main?.bodiesWrong).to.be.within(40, 60);
    expect(observed(finished, "items_list-errors").bad).to.equal(0);
    expect(finished.log).to.include("items_list: wrong body: not JSON");
  });

  it("sends payloads that are unique in the run, and the same ones for the same seed", async () => {
    const server = await shop.serve((_request, response) => json(response, 201, {}));
    const behaviour = `{ items_buy: { request: ({ runId, seed, iteration, random }) =>
      ({ query: "dry=1", body: { runId, seed, iteration, luck: random() } }) } }`;
    const plan = shortPlan(server.url, {
      executors: [
        anExecutor({
          name: "one",
          shape: atRate(20, 1),
          sends: [{ endpoint: "items_buy", requestsPerIteration: 1 }],
        }),
        anExecutor({
          name: "two",
          shape: atRate(20, 1),
          sends: [{ endpoint: "items_buy", requestsPerIteration: 1 }],
        }),
      ],
      objectives: [anObjective({ id: "items_buy-errors", endpoint: "items_buy" })],
    });
    const finished = await shop.finish(plan, await shop.start(plan, behaviour));
    const payloads = server.posted.map(
      (body) => JSON.parse(body) as { iteration: number; luck: number; seed: number },
    );
    expect(server.requests[0]?.url).to.equal("/items?dry=1");
    expect(server.requests[0]?.headers["content-type"]).to.equal("application/json");
    expect(payloads[0]).to.include({ runId: plan.runId, seed: 7 });
    expect(new Set(payloads.map(({ iteration }) => iteration)).size)
      .to.equal(payloads.length)
      .and.be.greaterThan(39);
    expect(observed(finished, "items_buy-errors")).to.include({ total: payloads.length, bad: 0 });

    const luck = new Map(payloads.map(({ iteration, luck }) => [iteration, luck]));
    server.posted.length = 0;
    await shop.finish(plan, await shop.start(plan, behaviour));
    const again = server.posted.map((body) => JSON.parse(body) as { iteration: number; luck: number });
    const both = again.filter(({ iteration }) => luck.has(iteration));
    expect(both.length).to.be.greaterThan(35);
    expect(both.every(({ iteration, luck: drawn }) => luck.get(iteration) === drawn)).to.be.true;
  });

  it("follows no redirect: k6 would count each hop", async () => {
    const server = await shop.serve((_request, response) =>
      response.writeHead(302, { location: "/elsewhere" }).end(),
    );
    const plan = shortPlan(server.url);
    const finished = await shop.finish(plan, await shop.start(plan));
    expect(observed(finished, "items_list-errors").bad).to.equal(
      observed(finished, "items_list-errors").total,
    );
    expect(server.requests.every(({ url }) => url === "/items")).to.be.true;
  });
});

async function addressOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}
