import { expect } from "chai";
import type { ScenarioDefinition, ScenarioSettings } from "../../../../lib/core/plan/plan.ts";
import { nothingSaid } from "../../../../lib/core/plan/effective-settings.ts";
import { plannedRequests } from "../../../../lib/core/plan/planned-requests.ts";
import { resolvePlan } from "../../../../lib/core/plan/resolve-plan.ts";
import { scenarios } from "../../../../scenarios/plans/index.ts";
import { smoke } from "../../../../scenarios/plans/smoke.ts";
import { sustained } from "../../../../scenarios/plans/sustained.ts";
import { system } from "../../../../system/index.ts";
import { objectives } from "../../../../thresholds/index.ts";

function resolved(scenario: ScenarioDefinition, settings: Partial<ScenarioSettings> = {}) {
  return resolvePlan({
    scenario,
    system,
    objectives,
    settings: { ...nothingSaid, ...settings },
    runId: "run-1",
    seed: 7,
    addresses: { api: "http://a", postgres: "http://p", mongo: "http://m" },
  });
}

const idsOf = ({ plan }: ReturnType<typeof resolved>) => plan.objectives.map(({ id }) => id);

describe("the scenarios", () => {
  it("have names of their own and resolve by their defaults, with something to judge", () => {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const scenario of scenarios) expect(idsOf(resolved(scenario))).not.to.deep.equal([]);
  });
});

describe("sustained", () => {
  it("sends 100 requests a second to users_list for 300 s, after five seconds that are not judged", () => {
    const { plan } = resolved(sustained);
    expect(plan.executors.map(({ name, phase, startSeconds }) => [name, phase, startSeconds])).to.deep.equal([
      ["sustained_warmup", "warmup", 0],
      ["sustained", "main", 6],
    ]);
    expect(plannedRequests(plan, "users_list", "warmup")).to.equal(500);
    expect(plannedRequests(plan, "users_list", "main")).to.equal(30_000);
  });

  it("is judged by the team's objectives on users_list alone", () => {
    expect(idsOf(resolved(sustained))).to.deep.equal(["users_list-errors", "users_list-latency"]);
    expect(resolved(sustained).leftOut).to.deep.equal([]);
  });

  it("decides them in half a minute at 50 requests a second, too", () => {
    const short = resolved(sustained, { durationSeconds: 30, ratePerSecond: 50 });
    expect(idsOf(short)).to.deep.equal(["users_list-errors", "users_list-latency"]);
    expect(plannedRequests(short.plan, "users_list", "main")).to.equal(1500);
  });

  it("says what five seconds at 50 requests a second can't decide", () => {
    const { leftOut } = resolved(sustained, { durationSeconds: 5, ratePerSecond: 50 });
    // ln 0.05 / ln 0.995 = 597.6; ln 0.05 / ln 0.99 = 298.1
    expect(leftOut).to.deep.equal([
      { objective: "users_list-errors", neededSamples: 598, plannedSamples: 250 },
      { objective: "users_list-latency", neededSamples: 299, plannedSamples: 250 },
    ]);
  });
});

describe("smoke", () => {
  it("sends ten requests to every endpoint, without a warm-up", () => {
    const { plan } = resolved(smoke);
    expect(plan.executors.map(({ phase }) => phase)).to.deep.equal(system.endpoints.map(() => "main"));
    for (const { name } of system.endpoints) expect(plannedRequests(plan, name, "main")).to.equal(10);
  });

  it("is judged by correctness alone: of these requests, none fails", () => {
    const { plan, leftOut } = resolved(smoke);
    expect(plan.objectives.map(({ endpoint, goal, bad }) => [endpoint, goal, bad.kind])).to.deep.equal(
      system.endpoints.map(({ name }) => [name, 1, "errors"]),
    );
    expect(leftOut).to.deep.equal([]);
  });

  it("can be warmed up when a person asks for it", () => {
    const { plan } = resolved(smoke, { warmupSeconds: 2 });
    expect(plannedRequests(plan, "users_get", "warmup")).to.equal(2);
    expect(plannedRequests(plan, "users_get", "main")).to.equal(10);
  });
});
