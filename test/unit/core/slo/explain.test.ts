import { expect } from "chai";
import { constantRate } from "../../../../lib/core/plan/constant-rate.ts";
import { once } from "../../../../lib/core/plan/executor.ts";
import type { ScenarioDefinition } from "../../../../lib/core/plan/plan.ts";
import { explainText } from "../../../../lib/core/report/slo/explain-text.ts";
import { explain } from "../../../../lib/core/slo/explain.ts";
import { anObjective, aSystem } from "../given.ts";

const objective = anObjective({ goal: 0.999 });

function steady(name: string, endpoint: string, durationSeconds: number, own = false): ScenarioDefinition {
  return {
    name,
    summary: name,
    defaults: { ratePerSecond: 10, durationSeconds, warmupSeconds: 0, checkEveryNthBody: 0 },
    traffic: (settings, context) => ({
      executors: [
        constantRate({ name, phase: "main", sends: [once(endpoint)], ...settings, vus: null }, context),
      ],
      ownObjectives: own ? [anObjective({ goal: 1 })] : null,
    }),
  };
}

const project = (...scenarios: ScenarioDefinition[]) => ({
  scenarios,
  system: aSystem,
  objectives: [objective],
  data: {},
});

describe("an objective explained", () => {
  it("says its budget in time and, at a traffic, in requests", () => {
    // 0.001 x 30 x 86,400 s = 2,592 s; 20/s x 2,592,000 s = 51,840,000 requests, a thousandth of which are 51,840.
    const { budget, outageSeconds, requests } = explain(objective, 20, project());
    expect({ budget, outageSeconds, requests }).to.deep.equal({
      budget: 0.001,
      outageSeconds: 2592,
      requests: { total: 51_840_000, mayFail: 51_840 },
    });
  });

  it("says what a burn rate of 14.4 means", () => {
    // 30 days / 14.4 = 50 h; 1.44 % of 1 h x 20/s = 72,000 are 1,036.8, so that 1,037 fail, in 51.85 s of an outage.
    const [first] = explain(objective, 20, project()).burns;
    expect(first?.alert.factor).to.equal(14.4);
    expect(first?.exhaustsAfterSeconds).to.equal(50 * 3600);
    expect(first?.atTraffic).to.deep.equal({ requests: 72_000, failures: 1037 });
    expect(first?.outageSeconds).to.equal(51.85);
  });

  it("knows shares and times without any traffic", () => {
    // 0.0144 of an hour are 51.84 s.
    const { burns, requests, ratePerSecond } = explain(objective, null, project());
    expect({ requests, ratePerSecond }).to.deep.equal({ requests: null, ratePerSecond: null });
    expect(burns[0]).to.include({ atTraffic: null, outageSeconds: 51.84 });
  });

  it("takes the traffic that it expects itself where none is given", () => {
    const expecting = { ...objective, expectedRequestsPerSecond: 2 };
    expect(explain(expecting, null, project()).ratePerSecond).to.equal(2);
    expect(explain(expecting, 5, project()).ratePerSecond).to.equal(5);
  });

  it("says which scenarios decide it, and how long they must run", () => {
    // 99.9 % takes 2,995 requests: 299.5 s at 10/s.
    const scenarios = [
      steady("long", "items_list", 600),
      steady("short", "items_list", 30),
      steady("elsewhere", "items_buy", 600),
      steady("own-promises", "items_list", 600, true),
    ];
    expect(explain(objective, null, project(...scenarios)).deciders).to.deep.equal([
      { scenario: "long", decidesByDefault: true, shortestSeconds: 300 },
      { scenario: "short", decidesByDefault: false, shortestSeconds: 300 },
    ]);
  });

  it("says so of a scenario that decides it in no time allowed", () => {
    // A day at 10/s has 864,000 requests; a goal of 0.999999 takes 2,995,731.
    const strict = anObjective({ goal: 0.999999 });
    const input = { ...project(steady("short", "items_list", 30)), objectives: [strict] };
    expect(explain(strict, null, input).deciders).to.deep.equal([
      { scenario: "short", decidesByDefault: false, shortestSeconds: null },
    ]);
  });

  it("reads as sentences", () => {
    const text = explainText(explain(objective, 20, project(steady("short", "items_list", 30))), {
      colour: false,
    });
    expect(text).to.contain("everything may fail for 43 min 12 s");
    expect(text).to.contain("51,840,000 requests, of which 51,840 may be bad");
    expect(text).to.match(/page +1h and 5m +14\.4 +1\.44 % +50 h +72,000 +1,037 +52 s/);
    expect(text).to.contain("short does at its default rate with --duration 300s, not with less.");
  });
});
