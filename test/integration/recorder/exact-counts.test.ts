/** Are the recorder's steps k6's own counts, figure by figure, and those of the rows of requests? */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { countedRun } from "../../../lib/core/recording/counted-run.ts";
import { differences } from "../../../lib/core/recording/differences.ts";
import { checkEndOfTest } from "../../../lib/node/generator/end-of-test-data.ts";
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import { aLatencyObjective, anExecutor, anObjective } from "../../unit/core/given.ts";
import { atRate, shortPlan } from "../generator/shop.ts";
import { shopRuns } from "../generator/shop-runs.ts";
import { json } from "../generator/shop-server.ts";
import { endpointSteps, type Recorded, recordedRuns } from "./recorded-runs.ts";

const buying = [{ endpoint: "items_buy", requestsPerIteration: 2 }];
const slow = aLatencyObjective({ bad: { kind: "slowerThan", limitSeconds: 0.1 } });

/** Two phases, two endpoints, two executors at once, too few virtual users, and answers of every kind. */
function planOf(url: string): LoadPlan {
  return shortPlan(url, {
    executors: [
      anExecutor({ name: "warm", phase: "warmup", shape: atRate(40, 1) }),
      anExecutor({ startSeconds: 1, shape: atRate(100, 2), preAllocatedVUs: 2, maxVUs: 2 }),
      anExecutor({ name: "buyers", startSeconds: 1, shape: atRate(30, 2), sends: buying }),
    ],
    objectives: [anObjective(), slow, anObjective({ id: "buy-errors", endpoint: "items_buy" })],
  });
}

const behaviour = `{
  items_list: { checkBody: (body) => (Array.isArray(body.items) ? null : "no items") },
  items_buy: { request: ({ iteration }) => { if (iteration % 50 === 7) throw new Error("no money"); return {}; } },
}`;

describe("the recorder's counts", () => {
  const shop = shopRuns();
  const recorded = recordedRuns(shop);
  let run: Recorded;
  let plan: LoadPlan;

  beforeEach("run k6", async () => {
    const server = await shop.serve((_request, response, number) => {
      const answer = () =>
        json(response, number % 7 === 0 ? 500 : 200, number % 3 === 0 ? {} : { items: [] });
      setTimeout(answer, number % 10 === 0 ? 150 : 0);
    });
    plan = planOf(server.url);
    run = await recorded.run(plan, behaviour);
  });

  it("are k6's own, and those of its rows, over every second", () => {
    expect(run.problems).to.deep.equal([]);
    const own = checkEndOfTest(JSON.parse(readFileSync(shop.path("run", "summary.json"), "utf8")));
    const { counts } = run.recorder;
    expect(differences(counts, own, plan)).to.deep.equal([]);

    const [ofRecorder, ofK6] = [countedRun(counts, plan), run.finished.counted];
    expect(ofRecorder.observations).to.deep.equal(ofK6.observations);
    expect(ofRecorder).to.include({
      scriptErrors: ofK6.scriptErrors,
      startedIterations: ofK6.startedIterations,
      droppedIterations: ofK6.droppedIterations,
    });
    for (const figure of ["scriptErrors", "droppedIterations"] as const) {
      expect(ofK6[figure], `${figure}: the run has some`).to.be.greaterThan(0);
    }
    expect(
      ofK6.observations.every(({ bad }) => bad > 0),
      "bad events of each objective",
    ).to.equal(true);
    expect(
      ofK6.traffic.some(({ bodiesWrong }) => bodiesWrong > 0),
      "wrong bodies",
    ).to.equal(true);

    const byRows = countedBy(
      run.finished.rows,
      ([, endpoint, , status, , , phase]) => `${endpoint} ${phase} ${status}`,
    );
    const bySteps = new Map<string, number>();
    for (const { endpoint, phase, statuses } of endpointSteps(run.steps)) {
      for (const [status, count] of Object.entries(statuses)) {
        const key = `${endpoint} ${phase} ${status}`;
        bySteps.set(key, (bySteps.get(key) ?? 0) + count);
      }
    }
    expect(Object.fromEntries(bySteps)).to.deep.equal(Object.fromEntries(byRows));
    expectJudgedCounts(run);
    expectLoad(run);
    expectHistograms(run);
  });

  /** By the rows alone: what was not expected is an error, what took longer than the limit is slow. */
  function expectJudgedCounts({ finished: { rows }, steps }: Recorded): void {
    const isOf = (endpoint: string) => (row: string[]) => row[1] === endpoint && row[6] === "main";
    const lists = rows.filter(isOf("items_list"));
    const badIn = (id: string) =>
      endpointSteps(steps)
        .filter(({ phase }) => phase === "main")
        .reduce((sum, { bad }) => sum + (bad[id] ?? 0), 0);
    expect(badIn("items_list-errors")).to.equal(lists.filter((row) => row[3] !== "200").length);
    expect(badIn(slow.id)).to.equal(lists.filter((row) => Number(row[4]) > 100).length);
    expect(badIn("buy-errors")).to.equal(
      rows.filter(isOf("items_buy")).filter((row) => row[3] !== "201").length,
    );
  }

  function expectLoad({ finished: { counted }, steps }: Recorded): void {
    const loads = steps.flatMap((step) => (step.kind === "load" ? [step] : []));
    const judged = loads.filter(({ executor }) => executor !== "warm");
    expect(judged.reduce((sum, { iterations }) => sum + iterations, 0)).to.equal(counted.startedIterations);
    expect(judged.reduce((sum, { dropped }) => sum + dropped, 0)).to.equal(counted.droppedIterations);
    const users = steps.flatMap((step) => (step.kind === "users" ? [step.vus] : []));
    expect(Math.max(...users)).to.be.within(1, 42); // at work at that moment, of all there are
  }

  function expectHistograms({ steps }: Recorded): void {
    for (const { requests, latency } of endpointSteps(steps)) {
      const observed = latency.buckets.reduce((sum, [, count]) => sum + count, latency.zeroCount);
      expect(observed).to.equal(requests);
    }
  }
});

function countedBy(rows: readonly string[][], keyOf: (row: string[]) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
