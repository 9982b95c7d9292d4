import { expect } from "chai";
import type { Objective } from "../../../../../lib/core/objective/objective.ts";
import { perCalendarMonth } from "../../../../../lib/core/objective/production.ts";
import {
  dnsLabel,
  type OpenSloDocument,
  openSloDocuments,
} from "../../../../../lib/core/slo/openslo/documents.ts";
import { aLatencyObjective, anObjective, aSystem } from "../../given.ts";

const objectives: readonly Objective[] = [
  anObjective({ goal: 0.999, sla: perCalendarMonth(0.99, ["maintenance"]) }),
  aLatencyObjective({ goal: 0.99 }),
];
const documents = openSloDocuments(objectives, aSystem);

const named = (kind: OpenSloDocument["kind"], name: string) =>
  documents.find((document) => document.kind === kind && document.metadata.name === name);

describe("objectives as OpenSLO documents", () => {
  it("count bad of all for errors, good of all for latency, from counters of users", () => {
    const labels = 'service="shop",method="GET",endpoint="/items",traffic!="synthetic"';
    const source = (query: string) => ({ metricSource: { type: "Prometheus", spec: { query } } });
    expect(named("SLI", "items-list-errors")?.spec["ratioMetric"]).to.deep.equal({
      counter: true,
      bad: source(`http_requests_total{${labels},status_code=~"5.."}`),
      total: source(`http_requests_total{${labels}}`),
    });
    expect(named("SLI", "items-list-latency")?.spec["ratioMetric"]).to.deep.equal({
      counter: true,
      good: source(`http_request_duration_seconds_bucket{${labels},le=~"0\\\\.5"}`),
      total: source(`http_request_duration_seconds_count{${labels}}`),
    });
  });

  it("have a rolling window, the goal as a share, and a policy for each alert", () => {
    expect(named("SLO", "items-list-errors")?.spec).to.deep.include({
      service: "shop",
      indicatorRef: "items-list-errors",
      timeWindow: [{ duration: "30d", isRolling: true }],
      objectives: [{ displayName: "items_list-errors", target: 0.999 }],
      alertPolicies: ["1h", "6h", "1d", "3d"].map((long) => ({
        alertPolicyRef: `items-list-errors-${long}`,
      })),
    });
  });

  it("keep the short window and the guard beside the one window that a condition has", () => {
    expect(named("AlertCondition", "items-list-errors-1h")?.spec).to.deep.equal({
      severity: "page",
      condition: { kind: "burnrate", op: "gt", threshold: 14.4, lookbackWindow: "1h" },
    });
    expect(named("AlertPolicy", "items-list-errors-1h")?.metadata.annotations).to.deep.equal({
      "tidemark/short-window": "5m",
      "tidemark/least-bad-events": "5",
    });
  });

  it("have an SLA as an SLO of its own, by the calendar month", () => {
    const sla = named("SLO", "items-list-errors-sla");
    expect(sla?.spec["objectives"]).to.deep.equal([{ displayName: "items_list-errors-sla", target: 0.99 }]);
    expect(sla?.spec["timeWindow"]).to.deep.equal([
      { duration: "1M", isRolling: false, calendar: { startTime: "2026-01-01 00:00:00", timeZone: "UTC" } },
    ]);
    expect(named("SLO", "items-list-latency-sla")).to.equal(undefined);
  });

  it("have names that are DNS labels", () => {
    expect(dnsLabel("_Users.List-errors_")).to.equal("users-list-errors");
  });
});
