import { expect } from "chai";
import { objectiveRules } from "../../../../lib/core/rules/objective-rules.ts";
import type { AlertRule, RecordingRule } from "../../../../lib/core/rules/rule.ts";
import { windowSeconds } from "../../../../lib/core/rules/windows.ts";
import { aLatencyObjective, anObjective, aSystem } from "../given.ts";

function rulesOf(objective = anObjective()) {
  return objectiveRules(objective, aSystem, "http://grafana").flatMap(({ rules }) => rules);
}

function recorded(name: string, objective = anObjective()): RecordingRule {
  const found = rulesOf(objective).find((rule) => "record" in rule && rule.record === name);
  expect(found, name).not.to.equal(undefined);
  return found as RecordingRule;
}

function alerts(objective = anObjective()): readonly AlertRule[] {
  return rulesOf(objective).filter((rule) => "alert" in rule);
}

const items = 'service="shop",method="GET",endpoint="/items"';

describe("the rules of an objective on errors", () => {
  it("count all requests by traffic", () => {
    expect(recorded("slo:events_total:rate5m").expr).to.equal(
      `sum by (traffic) (rate(http_requests_total{${items}}[5m]))`,
    );
  });

  it("count failures, and none as 0 where the service is there", () => {
    expect(recorded("slo:events_bad:rate1h").expr).to.equal(
      `sum by (traffic) (rate(http_requests_total{${items},status_code=~"5.."}[1h])) ` +
        `or 0 * sum by (traffic) (rate(http_requests_total{${items}}[1h]))`,
    );
  });

  it("have no ratio without traffic", () => {
    expect(recorded("slo:error_ratio:rate3d").expr).to.equal(
      'slo:events_bad:rate3d{slo="items_list-errors"} / (slo:events_total:rate3d{slo="items_list-errors"} > 0)',
    );
  });

  it("weigh events over the period, those of users alone", () => {
    expect(recorded("slo:events_bad:period").expr).to.equal(
      'sum_over_time(slo:events_bad:increase5m{slo="items_list-errors",traffic!="synthetic"}[30d])',
    );
    expect(recorded("slo:budget_remaining:ratio").expr).to.equal(
      '1 - slo:error_ratio:period{slo="items_list-errors"} / 0.01',
    );
  });

  it("evaluate the period every five minutes", () => {
    const groups = objectiveRules(anObjective(), aSystem, "http://grafana");
    const period = groups.find(({ name }) => name === "slo-items_list-errors-period");
    expect(period?.intervalSeconds).to.equal(300);
  });

  it("alert on both windows and at least five bad events", () => {
    expect(alerts()[0]?.expr).to.equal(
      'slo:error_ratio:rate5m{slo="items_list-errors"} > 14.4 * 0.01\n' +
        'and slo:error_ratio:rate1h{slo="items_list-errors"} > 14.4 * 0.01\n' +
        'and slo:events_bad:rate1h{slo="items_list-errors"} * 3600 > 4.5',
    );
  });

  it("keep their names where windows are shortened, and read, count and wait for less", () => {
    const shortened = { ...windowSeconds, "5m": 5, "1h": 60, "2h": 120 };
    const groups = objectiveRules(anObjective({ goal: 0.9999 }), aSystem, "http://grafana", shortened);
    expect(groups.map(({ intervalSeconds }) => intervalSeconds)).to.deep.equal([null, 1, 5, null]);
    const rules = groups.flatMap((group) => group.rules);
    const total = rules.find((rule) => "record" in rule && rule.record === "slo:events_total:rate5m");
    expect(total?.expr).to.equal(`sum by (traffic) (rate(http_requests_total{${items}}[5s]))`);
    expect(rules.find((rule) => "alert" in rule)?.expr).to.equal(
      'slo:error_ratio:rate5m{slo="items_list-errors"} > 864 * 0.0001\n' +
        'and slo:error_ratio:rate1h{slo="items_list-errors"} > 864 * 0.0001\n' +
        'and slo:events_bad:rate1h{slo="items_list-errors"} * 60 > 4.5',
    );
  });

  it("carry what routing and inhibition need", () => {
    expect(alerts()[0]?.labels).to.include({
      slo: "items_list-errors",
      service: "shop",
      slo_endpoint: "items_list",
      owner: "shop",
      severity: "page",
      window: "1h",
    });
  });

  it("link the runbook that the objective names, or the general one", () => {
    const runbook = "https://wiki.example/items";
    expect(alerts(anObjective({ runbook }))[0]?.annotations["runbook_url"]).to.equal(runbook);
    expect(alerts()[0]?.annotations["runbook_url"]).to.equal("docs/monitoring.md#error-budget-burn");
    expect(alerts()[0]?.annotations["dashboard_url"]).to.equal(
      "http://grafana/d/tidemark-slo?var-slo=items_list-errors",
    );
  });
});

describe("the rules of an objective on latency", () => {
  it("take as bad what the bucket of the limit lacks", () => {
    expect(recorded("slo:events_bad:rate5m", aLatencyObjective()).expr).to.equal(
      `clamp_min(sum by (traffic) (rate(http_request_duration_seconds_count{${items}}[5m])) - ` +
        `sum by (traffic) (rate(http_request_duration_seconds_bucket{${items},le=~"0\\\\.5"}[5m])), 0)`,
    );
  });

  it("find a whole second in the writing of Prometheus 2 and 3", () => {
    const objective = aLatencyObjective({ bad: { kind: "slowerThan", limitSeconds: 1 } });
    expect(recorded("slo:events_bad:rate5m", objective).expr).to.include('le=~"1(\\\\.0)?"');
  });
});
