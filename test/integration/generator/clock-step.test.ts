import { expect } from "chai";
import { clockFacts } from "../../../lib/app/run/clock-facts.ts";
import { judge } from "../../../lib/core/judge/judge.ts";
import type { Clocks } from "../../../lib/node/generator/clock-watch.ts";
import { machineClocks } from "../../../lib/node/generator/clock-watch.ts";
import { aLatencyObjective, anObjective, someFacts } from "../../unit/core/given.ts";
import { shortPlan } from "./shop.ts";
import { shopRuns } from "./shop-runs.ts";
import { json } from "./shop-server.ts";

describe("a run during which the clock is set", () => {
  const shop = shopRuns();

  async function verdictWith(clocks: Clocks) {
    const server = await shop.serve((_request, response) => json(response, 200, {}));
    const objectives = [anObjective({ goal: 0.9 }), aLatencyObjective({ goal: 0.9 })];
    const plan = shortPlan(server.url, { objectives });
    const { outcome, counted } = await shop.finish(plan, await shop.start(plan, "{}", { clocks }));
    const signs = { steps: outcome.clockSteps.length, outlasted: false, endedEarly: false };
    const facts = someFacts({ ...clockFacts(plan, signs), plannedIterations: 0 });
    const judged = {
      observations: counted.observations,
      trends: [],
      search: null,
      experiments: [],
      strict: false,
    };
    return { outcome, verdict: judge({ objectives, facts, ...judged }).verdict };
  }

  it("leaves latency open, says why, and judges errors", async () => {
    const setAtMs = Date.now() + 500;
    const wallMs = () => Date.now() + (Date.now() < setAtMs ? 0 : 2_000);
    const { outcome, verdict } = await verdictWith({ ...machineClocks, wallMs });
    expect(outcome.clockSteps.map(({ seconds }) => Math.round(seconds))).to.deep.equal([2]);
    expect(outcome.notes).to.have.lengthOf(1);
    expect(verdict.status).to.equal("inconclusive");
    expect(verdict.reasons.map(({ code, objective }) => [code, objective])).to.deep.equal([
      ["clockStepped", "items_list-latency"],
    ]);
  });

  it("passes where it is not", async () => {
    const { outcome, verdict } = await verdictWith(machineClocks);
    expect(outcome.clockSteps).to.deep.equal([]);
    expect(verdict).to.deep.equal({ status: "pass", reasons: [] });
  });
});
