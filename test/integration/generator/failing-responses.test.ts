import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { FailureSample } from "../../../lib/core/record/failure-sample.ts";
import { failureMark } from "../../../lib/core/record/names.ts";
import { anExecutor } from "../../unit/core/given.ts";
import { atRate, shortPlan } from "./shop.ts";
import { shopRuns } from "./shop-runs.ts";
import { json } from "./shop-server.ts";

describe("failing responses of a run", () => {
  const shop = shopRuns();
  const samples = () =>
    readFileSync(shop.path("run", "failures.ndjson"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as FailureSample);

  it("are shown with the traces that the server saw, and leave the log readable", async () => {
    const failed = new Set<string>();
    const server = await shop.serve((request, response, number) => {
      const fails = number % 4 === 0;
      if (fails) failed.add(String(request.headers.traceparent).slice(3, 35));
      json(response, fails ? 500 : 200, {});
    });
    const plan = shortPlan(server.url, {
      executors: [
        anExecutor({ name: "warm", phase: "warmup", shape: atRate(20, 1) }),
        anExecutor({ startSeconds: 1, shape: atRate(100, 1) }),
      ],
    });
    const { log } = await shop.finish(plan, await shop.start(plan));
    const shown = samples();
    expect(shown.length).to.be.within(5, failed.size);
    for (const { traceId, endpoint, status } of shown) {
      expect({ seen: failed.has(traceId), endpoint, status }).to.deep.equal({
        ...{ seen: true, endpoint: "items_list", status: 500 },
      });
    }
    expect(new Set(shown.map(({ phase }) => phase))).to.deep.equal(new Set(["warmup", "main"]));
    expect(shown.every(({ body }) => body === null)).to.equal(true); // nothing looks at the bodies
    expect(log).not.to.contain(failureMark.trim());
  });

  it("have the bodies that were read, without what looks like a credential", async () => {
    const server = await shop.serve((_request, response, number) =>
      json(response, number % 2 === 0 ? 503 : 200, { password: "hunter2", token: "t0ken", note: "sorry" }),
    );
    const plan = shortPlan(server.url);
    const behaviour = "{ items_list: { checkBody: (body) => `password ${body.password}: no items` } }";
    const { log } = await shop.finish(plan, await shop.start(plan, behaviour));
    const shown = samples();
    const statuses = new Set(
      shown.map(({ status, error }) => `${status} ${error === "" ? "" : "wrong body"}`),
    );
    expect(statuses).to.deep.equal(new Set(["503 ", "200 wrong body"]));
    for (const { body } of shown) {
      expect(body).to.equal('{"password":"[redacted]","token":"[redacted]","note":"sorry"}');
    }
    expect(log).not.to.contain("t0ken");
  });

  it("are an empty file where nothing failed", async () => {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const plan = shortPlan(server.url);
    await shop.finish(plan, await shop.start(plan));
    expect(samples()).to.deep.equal([]);
  });
});
