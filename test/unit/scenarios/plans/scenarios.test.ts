import { expect } from "chai";
import type { ScenarioDefinition, ScenarioSettings } from "../../../../lib/core/plan/plan.ts";
import { nothingSaid } from "../../../../lib/core/plan/effective-settings.ts";
import { plannedRequests } from "../../../../lib/core/plan/planned-requests.ts";
import { resolvePlan } from "../../../../lib/core/plan/resolve-plan.ts";
import { PlanError } from "../../../../lib/core/plan/plan-error.ts";
import { endpointsByPhase } from "../../../../lib/core/record/submetrics.ts";
import { breakpoint } from "../../../../scenarios/plans/breakpoint.ts";
import { burst } from "../../../../scenarios/plans/burst.ts";
import { comprehensive } from "../../../../scenarios/plans/comprehensive.ts";
import { database } from "../../../../scenarios/plans/database.ts";
import { scenarios } from "../../../../scenarios/plans/index.ts";
import { load } from "../../../../scenarios/plans/load.ts";
import { mixed } from "../../../../scenarios/plans/mixed.ts";
import { ramp } from "../../../../scenarios/plans/ramp.ts";
import { smoke } from "../../../../scenarios/plans/smoke.ts";
import { soak } from "../../../../scenarios/plans/soak.ts";
import { stress } from "../../../../scenarios/plans/stress.ts";
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
      { objective: "users_list-errors", phase: "main", neededSamples: 598, plannedSamples: 250 },
      { objective: "users_list-latency", phase: "main", neededSamples: 299, plannedSamples: 250 },
    ]);
  });
});

describe("smoke", () => {
  it("sends ten requests to every endpoint, without a warm-up", () => {
    const { plan } = resolved(smoke);
    expect(new Set(plan.executors.map(({ phase }) => phase))).to.deep.equal(new Set(["main"]));
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

/** Requests by phase and endpoint, warm-up left out. */
function sent(scenario: ScenarioDefinition, settings: Partial<ScenarioSettings> = {}) {
  const { plan } = resolved(scenario, settings);
  return endpointsByPhase(plan)
    .filter(({ phase }) => phase !== "warmup")
    .map(({ endpoint, phase }) => [phase, endpoint, plannedRequests(plan, endpoint, phase)]);
}

describe("load", () => {
  it("sends the five basic tests, each in a phase of its own", () => {
    expect(sent(load)).to.deep.equal([
      ["api_health", "api_health", 50 * 60],
      ["users_list", "users_list", 20 * 120],
      ["users_create", "users_create", 10 * 60],
      ["postgres_health", "postgres_health", 100 * 60],
      ["mongo_health", "mongo_health", 100 * 60],
    ]);
  });

  it("sends them one after another, or together with --parallel", () => {
    const starts = (settings: Partial<ScenarioSettings>) =>
      resolved(load, { warmupSeconds: 0, ...settings }).plan.executors.map(
        ({ startSeconds }) => startSeconds,
      );
    expect(starts({})).to.deep.equal([0, 61, 182, 243, 304]);
    expect(new Set(starts({ parallel: true }))).to.deep.equal(new Set([0]));
  });

  it("picks with --only, and names what there is to one who asks for something else", () => {
    expect(sent(load, { only: ["users_list"] }).map(([phase]) => phase)).to.deep.equal(["users_list"]);
    expect(() => resolved(load, { only: ["users"] }))
      .to.throw(PlanError, "users_create")
      .that.includes({ code: "unknownTest" });
  });
});

describe("comprehensive", () => {
  it("is load, then sustained: six tests", () => {
    expect(sent(comprehensive)).to.deep.equal([
      ...sent(load),
      ["sustained", "users_list", plannedRequests(resolved(sustained).plan, "users_list", "main")],
    ]);
  });
});

describe("ramp", () => {
  it("goes up to 200 a second in a minute, holds, and goes down again, judged by stage", () => {
    expect(sent(ramp)).to.deep.equal([
      ["up", "users_list", (200 / 2) * 60],
      ["hold", "users_list", 200 * 120],
      ["down", "users_list", (200 / 2) * 60],
    ]);
  });

  it("takes its top, its slope and its length from a person", () => {
    expect(sent(ramp, { ratePerSecond: 100, rampUpSeconds: 10, durationSeconds: 30 })).to.deep.equal([
      ["up", "users_list", 500],
      ["hold", "users_list", 3000],
      ["down", "users_list", 500],
    ]);
    expect(sent(ramp, { rampUpSeconds: 0 }).map(([phase]) => phase)).to.deep.equal(["hold"]);
  });
});

describe("burst", () => {
  it("jumps to ten times its base for a minute and back, within a second each", () => {
    const { plan } = resolved(burst, { warmupSeconds: 0 });
    expect(plan.executors.map(({ phase, startSeconds }) => [phase, startSeconds])).to.deep.equal([
      ["before", 0],
      ["burst", 45],
      ["after", 105],
    ]);
    expect(sent(burst).map(([phase, , requests]) => [phase, requests])).to.deep.equal([
      ["before", 20 * 45],
      ["burst", 200 * 60],
      ["after", 20 * 45],
    ]);
    expect(plan.recoveries).to.deep.equal([{ after: "burst", in: "after" }]);
  });

  it("holds 200 virtual users ready for its jump", () => {
    const jump = resolved(burst).plan.executors.find(({ name }) => name === "burst")!;
    expect(jump.maxVUs).to.be.at.least(200);
  });
});

describe("stress", () => {
  it("is the closed-model classics", () => {
    const shapes = resolved(stress, { warmupSeconds: 0 }).plan.executors.map(
      ({ name, shape, maxVUs, sends }) =>
        shape.kind === "shared-iterations" ? [name, sends[0]!.endpoint, shape.iterations, maxVUs] : [name],
    );
    expect(shapes).to.deep.equal([
      ["health", "api_health", 10_000, 100],
      ["users", "users_list", 5_000, 50],
      ["saturation", "users_list", 20_000, 100],
    ]);
  });
});

describe("database", () => {
  it("sends 10,000 at 50 concurrent to each data service, then five groups of 1,000 at 100 each at once", () => {
    const { executors } = resolved(database, { warmupSeconds: 0 }).plan;
    const closed = executors.filter(({ shape }) => shape.kind === "shared-iterations");
    expect(closed.map(({ phase, maxVUs }) => [phase, maxVUs])).to.deep.equal([
      ["postgres_health", 50],
      ["postgres_users", 50],
      ["mongo_health", 50],
      ["mongo_tasks", 50],
      ...Array.from({ length: 5 }, () => ["exhaustion", 100]),
    ]);
    expect(new Set(closed.slice(4).map(({ startSeconds }) => startSeconds)).size).to.equal(1);
    expect(sent(database).map(([phase, , requests]) => [phase, requests])).to.deep.include.members([
      ["postgres_health", 10_000],
      ["mongo_tasks", 10_000],
      ["exhaustion", 5_000],
    ]);
  });

  it("judges the exhausted pool on clean refusal, and on the team's objectives once it has recovered", () => {
    const { executors, recoveries } = resolved(database).plan;
    const judgedBy = (phase: string) => executors.find((executor) => executor.phase === phase)!.judgedBy;
    expect(judgedBy("exhaustion")).to.deep.equal(["pool_exhaustion-errors", "pool_exhaustion-latency"]);
    expect(judgedBy("recovery")).to.deep.equal(["postgres_users-errors", "postgres_users-latency"]);
    expect(recoveries).to.deep.equal([{ after: "exhaustion", in: "recovery" }]);
  });
});

describe("mixed", () => {
  it("lets users take three journeys by weight, the requests of all adding up to the rate", () => {
    const { executors } = resolved(mixed, { warmupSeconds: 0 }).plan;
    const users = executors.map(({ journey, shape }) => [
      journey,
      shape.kind === "constant-arrival-rate" ? shape.iterationsPerSecond : null,
    ]);
    // 60 requests a second, three a journey: 20 users a second.
    expect(users).to.deep.equal([
      ["browse", 12],
      ["register", 3],
      ["task", 5],
    ]);
  });
});

describe("soak", () => {
  it("reads for ten minutes at a constant rate, and looks for growth", () => {
    const { plan } = resolved(soak);
    expect(plan.soak).to.equal(true);
    expect(sent(soak).reduce((sum, [, , requests]) => sum + Number(requests), 0)).to.equal(50 * 600);
  });
});

describe("breakpoint", () => {
  it("takes ten steps to its top, each a phase of its own", () => {
    const { plan } = resolved(breakpoint);
    expect(plan.search?.map(({ ratePerSecond }) => ratePerSecond)).to.deep.equal([
      100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
    ]);
    expect(plan.search?.map(({ phase }) => phase)).to.deep.equal(sent(breakpoint).map(([phase]) => phase));
  });

  it("takes as many steps, as long and as high, as a person says", () => {
    expect(sent(breakpoint, { steps: 2, ratePerSecond: 50, durationSeconds: 10 })).to.deep.equal([
      ["step_01", "users_list", 250],
      ["step_02", "users_list", 500],
    ]);
  });
});
