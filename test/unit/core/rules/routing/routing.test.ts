import { expect } from "chai";
import { alertmanagerConfiguration } from "../../../../../lib/core/rules/routing/alertmanager.ts";
import { inhibitions } from "../../../../../lib/core/rules/routing/inhibitions.ts";
import { routeAssertions } from "../../../../../lib/core/rules/routing/route-assertions.ts";
import { isMatched, routes } from "../../../../../lib/core/rules/routing/routes.ts";
import type { Labels } from "../../../../../lib/core/rules/rule.ts";
import type { MonitoringSettings } from "../../../../../lib/core/rules/settings.ts";
import { aLatencyObjective, anObjective } from "../../given.ts";

const settings: MonitoringSettings = {
  scrapeIntervalSeconds: 15,
  grafanaUrl: "http://grafana",
  environments: [
    { name: "production", kind: "live" },
    { name: "perf", kind: "test" },
  ],
  capacities: [],
  excluded: [],
};
const assertions = routeAssertions([anObjective(), aLatencyObjective()], settings);

function receiverOf(labels: Labels): string {
  return routes(settings).find(({ matchers }) => isMatched(matchers, labels))?.receiver ?? "ticket";
}

/** Every alert that goes to people who are paged, and every one that goes to the receiver of tests. */
const pages = assertions.filter(({ receiver }) => receiver === "page").map(({ labels }) => labels);
const ofTests = assertions.filter(({ receiver }) => receiver === "load-test").map(({ labels }) => labels);

describe("the routes", () => {
  it("send every objective's alerts where severity and environment say", () => {
    for (const { labels, receiver } of assertions)
      expect(receiverOf(labels), JSON.stringify(labels)).to.equal(receiver);
  });

  it("are asserted for each objective, severity, kind of traffic and environment", () => {
    const burns = assertions.filter(({ labels }) => labels["alertname"] === "ErrorBudgetBurn");
    expect(burns).to.have.lengthOf(2 * 2 * 2 * (settings.environments.length + 1));
  });

  it("page for an environment that nobody listed", () => {
    expect(receiverOf({ severity: "page", environment: "somewhere" })).to.equal("page");
  });

  it("never page for synthetic traffic, also in production", () => {
    expect(receiverOf({ severity: "page", environment: "production", traffic: "synthetic" })).to.equal(
      "load-test",
    );
  });

  it("do not take an environment for a test because its name holds one", () => {
    expect(receiverOf({ severity: "page", environment: "performance" })).to.equal("page");
  });
});

describe("the inhibitions", () => {
  const held = (source: Labels, target: Labels) =>
    inhibitions.some(
      (rule) =>
        isMatched(rule.source, source) &&
        isMatched(rule.target, target) &&
        rule.equal.every((label) => (source[label] ?? "") === (target[label] ?? "")),
    );

  it("never let a test's alert hold a page back", () => {
    expect(pages).not.to.deep.equal([]);
    const holding = ofTests.flatMap((source) =>
      pages.filter((page) => held(source, page)).map((page) => [source, page]),
    );
    expect(holding).to.deep.equal([]);
  });

  it("hold an objective's ticket back while it pages, and no other objective's", () => {
    const page = { alertname: "ErrorBudgetBurn", severity: "page", slo: "a", service: "s", traffic: "user" };
    expect(held(page, { ...page, severity: "ticket" })).to.equal(true);
    expect(held(page, { ...page, severity: "ticket", slo: "b" })).to.equal(false);
    expect(held(page, { ...page, severity: "ticket", traffic: "synthetic" })).to.equal(false);
  });

  it("hold tickets on saturation back during a load test, of its environment alone, and no page", () => {
    const test = { alertname: "LoadTestRunning", severity: "none", environment: "perf" };
    const soft = { alertname: "CpuHigh", level: "soft", severity: "ticket", environment: "perf" };
    expect(held(test, soft)).to.equal(true);
    expect(held(test, { ...soft, environment: "production" })).to.equal(false);
    expect(held(test, { ...soft, level: "hard", severity: "page" })).to.equal(false);
  });

  it("hold no alert back because both lack a label", () => {
    const cpu = {
      alertname: "CpuHigh",
      level: "hard",
      severity: "page",
      component: "machine",
      instance: "a",
    };
    expect(held(cpu, { ...cpu, level: "soft", severity: "ticket" })).to.equal(true);
    expect(held(cpu, { ...cpu, level: "soft", severity: "ticket", instance: "b" })).to.equal(false);
    expect(held(cpu, { ...cpu, alertname: "DiskFull", level: "soft", severity: "ticket" })).to.equal(false);
  });
});

describe("Alertmanager's configuration", () => {
  it("names files for addresses, and holds none", () => {
    const text = JSON.stringify(alertmanagerConfiguration(settings));
    expect(text).to.include("/etc/alertmanager/receivers/page.webhook");
    expect(text).not.to.match(/https?:/);
  });
});
