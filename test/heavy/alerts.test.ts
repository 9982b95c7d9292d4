/**
 * Do alerts reach whom they should, when they should? Our api under a load with injected errors, a real
 * Prometheus with the generated rules, a real Alertmanager with the generated routes, and receivers of
 * the test's. Windows, and all waits of Alertmanager, are a sixtieth of production's
 * (support/shortened-objectives.ts). The tests are one story, told in order.
 */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { budgetOf, burnAlertsOf } from "../../lib/core/rules/burn-alert.ts";
import {
  alertNames,
  severities,
  sloMetrics,
  traffics,
  type TrafficKind,
} from "../../lib/core/rules/names.ts";
import { receiverNames } from "../../lib/core/rules/routing/receivers.ts";
import { type StorePlace, storePlace } from "../stores/store-place.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { eventually } from "../support/eventually.ts";
import { skipBecause } from "../support/skip.ts";
import type { TrafficEndpoint } from "./support/api-traffic.ts";
import type { Notification } from "./support/notifications.ts";
import { lengths, objectives } from "./support/shortened-objectives.ts";
import {
  environment,
  scrapeMs,
  testid,
  canWatch,
  watchApi,
  type PrometheusAlert,
  type WatchedApi,
} from "./support/watched-api.ts";
import { countOf, firesAtMs } from "./support/when-it-fires.ts";

const { users_get: steady, ...failing } = objectives;
const endpoints = Object.keys(failing) as (keyof typeof failing)[];
const slos = Object.values(failing).map(({ id }) => id);
const { alerts: burnAlerts } = burnAlertsOf(failing.tasks_get, lengths);
const badShare = 0.8;
const mayBuildMs = 900_000;
/** Beside scrapes and evaluations, for two cores that others use, too. */
const busyMs = 1_000;

describe("an alert on real servers", function () {
  this.timeout(120_000);
  let place: StorePlace;
  const ends: (() => Promise<void>)[] = [];
  let api: WatchedApi["api"];
  let notified: WatchedApi["notified"];
  let alertmanager: WatchedApi["alertmanager"];
  let value: WatchedApi["value"];
  let burning: WatchedApi["burning"];
  let startedAtMs = 0;

  before("start the servers", async function () {
    this.timeout(mayBuildMs);
    await builtProgramHost();
    if (!(await canWatch())) skipBecause(this, "there is no go to build Prometheus and Alertmanager with");
    place = storePlace();
    ({ api, notified, alertmanager, value, burning } = await watchApi(place, (end) => ends.push(end)));
    // Counters begin at 0 with the first scrape, so that no event is from before it.
    await eventually("both pages are scraped", async () => (await value("sum(up)")) === 2);
    startedAtMs = Date.now();
    api.start();
  });

  after(async () => {
    await (place as StorePlace | undefined)?.remove();
    for (const end of ends) await end();
  });

  const eventsOf = (endpoint: TrafficEndpoint, traffic: TrafficKind) =>
    api.events.filter((event) => event.endpoint === endpoint && event.traffic === traffic);
  const windowsOf = (one: Notification, status: Notification["status"]) =>
    one.alerts.filter((alert) => alert.status === status).map(({ labels }) => labels["window"]);
  const pagesOf = (slo: string) =>
    notified.to(receiverNames.page).filter(({ groupLabels }) => groupLabels["slo"] === slo);

  it("has a factor that follows from its shortened window", () => {
    // Share of the budget x period / window: 0.02 x 2,592,000 s / 60 s, and so on.
    expect(burnAlerts.map(({ long, factor }) => [long, factor])).to.deep.equal([
      ["1h", 864],
      ["6h", 360],
      ["1d", 180],
      ["3d", 60],
    ]);
  });

  it("arrives as the dead-man's switch while all is well, and no other one does", async () => {
    await eventually("the watchdog", () => notified.to(receiverNames.deadMansSwitch).length > 0, 20_000);
    const [{ alerts, groupLabels }] = notified.to(receiverNames.deadMansSwitch) as [Notification];
    expect(groupLabels).to.deep.equal({ alertname: alertNames.watchdog, environment });
    expect(alerts.map(({ status }) => status)).to.deep.equal(["firing"]);
    expect(notified.to(receiverNames.page)).to.deep.equal([]);
  });

  it("of a load test goes to its receiver with the run's id, and pages nobody", async () => {
    // The label asks who wrote within six hours, once a minute.
    const known = `max_over_time(timestamp(k6_vus{testid="${testid}"})[6h:1m])`;
    await eventually("the run is known", async () => (await value(known)) !== null, 70_000);
    api.setBadShare(traffics.synthetic, 1);
    const ofBurn = () =>
      notified
        .to(receiverNames.loadTest)
        .filter(({ alerts }) => alerts.some(({ labels }) => labels["alertname"] === alertNames.burn));
    await eventually("an alert of the load test", () => ofBurn().length > 0, 30_000);
    api.setBadShare(traffics.synthetic, 0);
    for (const { groupLabels, alerts } of ofBurn()) {
      expect(groupLabels).to.deep.equal({ environment, testid, slo: "tasks_get-errors" });
      for (const { labels } of alerts) expect(labels).to.include({ traffic: traffics.synthetic, testid });
    }
    expect(await burning("tasks_get-errors", traffics.user)).to.deep.equal([]);
    expect(notified.to(receiverNames.page)).to.deep.equal([]);
    expect(notified.to(receiverNames.ticket)).to.deep.equal([]);
  });

  it("pages when an outage has spent its share of the budget, at the computed time", async () => {
    const cleanMs = lengths["1h"] * 1000;
    await eventually("a clean window", () => Date.now() > startedAtMs + cleanMs, cleanMs + 1_000);
    const failingFromMs = Date.now();
    api.setBadShare(traffics.user, badShare);
    const pages = burnAlerts.filter(({ severity }) => severity === "page");
    for (const endpoint of endpoints) {
      const slo = `${endpoint}-errors`;
      let firing: readonly PrometheusAlert[] = [];
      await eventually(
        `the pages of ${slo}`,
        async () => {
          firing = (await burning(slo, traffics.user)).filter(({ labels }) => labels["severity"] === "page");
          return firing.length === pages.length;
        },
        40_000,
      );
      for (const alert of pages) {
        const found = firing.find(({ labels }) => labels["window"] === alert.long);
        const computedMs = firesAtMs(eventsOf(endpoint, traffics.user), alert, lengths);
        expect(computedMs, `${slo} ${alert.long} by hand`).not.to.equal(null);
        const lateMs = Date.parse(found?.activeAt ?? "") - (computedMs ?? 0);
        // A scrape before it could be seen; a scrape, the recorded ratio and the alert after it.
        const slowestRecordingMs = alert.long === "1h" ? scrapeMs : (lengths["2h"] / 120) * 1000;
        const what = `${slo} ${alert.long}, ${(computedMs ?? 0) - failingFromMs} ms after the first failure`;
        expect(lateMs, what).to.be.within(-scrapeMs, 2 * scrapeMs + slowestRecordingMs + busyMs);
      }
    }
  });

  it("is one notification for each objective, with what routing needs", async () => {
    const isWhole = (slo: string) => pagesOf(slo).some((one) => windowsOf(one, "firing").length === 2);
    await eventually("both pages of both", () => slos.every((id) => isWhole(id)), 30_000);
    for (const { id, service } of Object.values(failing)) {
      for (const { groupLabels, alerts } of pagesOf(id)) {
        expect(groupLabels).to.deep.equal({ alertname: alertNames.burn, environment, service, slo: id });
        for (const { labels } of alerts) {
          expect(labels).to.include({
            slo: id,
            service,
            severity: severities.page,
            traffic: traffics.user,
            environment,
          });
        }
      }
      const last = pagesOf(id).findLast((one) => windowsOf(one, "firing").length === 2);
      expect(windowsOf(last as Notification, "firing")).to.have.members(["1h", "6h"]);
    }
    const told = notified.to(receiverNames.page).map(({ groupLabels }) => groupLabels["slo"]);
    expect(new Set(told)).to.deep.equal(new Set(slos));
  });

  it("reads in Slack as its template says", async () => {
    await eventually("a message", () => notified.slack.length > 0);
    const [message] = notified.slack;
    expect(message).to.match(/\[FIRING \d\] ErrorBudgetBurn tasks_(get|list)-errors in production/);
    expect(message).to.include("Runbook: docs/monitoring.md#error-budget-burn");
  });

  it("holds the ticket of the same objective back while it pages", async () => {
    const tickets = async () =>
      (await alertmanager.alerts()).filter(
        ({ labels }) =>
          labels["severity"] === severities.ticket &&
          labels["traffic"] === traffics.user &&
          labels["slo"] === failing.tasks_get.id,
      );
    await eventually("its tickets fire", async () => (await tickets()).length === 2);
    for (const { status } of await tickets()) {
      expect(status.state).to.equal("suppressed");
      expect(status.inhibitedBy).not.to.be.empty;
    }
    expect(notified.to(receiverNames.ticket)).to.deep.equal([]);
  });

  it("tells its end after the errors have ended", async () => {
    api.setBadShare(traffics.user, 0);
    const endedMs = Date.now();
    const isResolved = (slo: string) => pagesOf(slo).some(({ status }) => status === "resolved");
    await eventually("both are resolved", () => slos.every((id) => isResolved(id)), 60_000);
    // The short window of the slower page holds too large a share for nearly all of its length.
    const slower = burnAlerts.find(({ long }) => long === "6h");
    const dirtyMs = lengths["30m"] * 1000 * (1 - (slower?.threshold ?? 0) / badShare);
    expect(Date.now() - endedMs).to.be.above(dirtyMs - scrapeMs - busyMs);
    for (const id of slos) {
      const severitiesLeft = (await burning(id, traffics.user)).map(({ labels }) => labels["severity"]);
      expect(severitiesLeft).not.to.include(severities.page);
    }
  });

  it("lets the ticket through that it held back", async () => {
    const toldOf = () =>
      new Set(notified.to(receiverNames.ticket).map(({ groupLabels }) => groupLabels["slo"]));
    await eventually("the tickets", () => slos.every((id) => toldOf().has(id)), 90_000);
    for (const { alerts } of notified.to(receiverNames.ticket)) {
      for (const { labels } of alerts) {
        expect(labels).to.include({ severity: severities.ticket, traffic: traffics.user });
      }
    }
  });

  it("reaches the webhook of a receiver whose Slack has no address, which the log says", () => {
    const log = readFileSync(alertmanager.logFile, "utf8");
    expect(log).to.match(/ticket\.slack: no such file or directory/);
  });

  it("never mixes a load test into what people get", () => {
    const people = [...notified.to(receiverNames.page), ...notified.to(receiverNames.ticket)];
    const kinds = people.flatMap(({ alerts }) => alerts.map(({ labels }) => labels["traffic"]));
    expect(new Set(kinds)).to.deep.equal(new Set([traffics.user]));
  });

  describe("leaves a budget", () => {
    const stepSeconds = lengths["5m"];

    before("no more traffic, and all of it recorded", async function () {
      this.timeout(60_000);
      await api.stop();
      const endedMs = Date.now();
      // The last events leave the window of five minutes within one, and the next step records it.
      const recorded = `timestamp(${sloMetrics.budgetRemaining}{slo="${steady.id}"})`;
      const limitMs = endedMs + 2 * stepSeconds * 1000;
      await eventually("recorded", async () => ((await value(recorded)) ?? 0) * 1000 > limitMs, 40_000);
    });

    async function recordedOf(slo: string) {
      const read = async (metric: string) =>
        (await value(`last_over_time(${metric}{slo="${slo}"}[${2 * stepSeconds}s])`)) ?? Number.NaN;
      return {
        total: await read(sloMetrics.totalOfPeriod),
        bad: await read(sloMetrics.badOfPeriod),
        ratio: await read(sloMetrics.errorRatioOfPeriod),
        remaining: await read(sloMetrics.budgetRemaining),
      };
    }
    const countedOf = (endpoint: TrafficEndpoint) =>
      countOf(eventsOf(endpoint, traffics.user), Date.now(), Number.POSITIVE_INFINITY);

    it("that is what was counted by hand, where errors are steady", async () => {
      const { total, bad, ratio, remaining } = await recordedOf(steady.id);
      const counted = countedOf("users_get");
      expect(total / counted.total, `${total} of ${counted.total}`).to.be.closeTo(1, 0.01);
      expect(bad / counted.bad, `${bad} of ${counted.bad}`).to.be.closeTo(1, 0.02);
      const countedRatio = counted.bad / counted.total;
      expect(ratio).to.be.closeTo(countedRatio, 0.01 * countedRatio);
      // 1 - 0.2 / 0.01: the budget is spent twenty times.
      const left = 1 - countedRatio / budgetOf(steady.goal);
      expect(remaining).to.be.closeTo(left, 0.01 * Math.abs(left));
    });

    it("that differs after an outage by what lies on the edges of its steps, and holds no load test", async () => {
      for (const endpoint of endpoints) {
        const { id, goal } = failing[endpoint];
        const { total, bad, ratio, remaining } = await recordedOf(id);
        const counted = countedOf(endpoint);
        const perScrape = (counted.total / (stoppedAtMs() - startedAtMs)) * scrapeMs;
        // A step cannot tell what happened between its last sample and the next one's first: as traffic
        // begins and ends, and as its errors do, one scrape's events each, and one for the busy machine.
        expect(Math.abs(total - counted.total), `${id}: ${total} of ${counted.total}`).to.be.below(
          3 * perScrape,
        );
        expect(Math.abs(bad - counted.bad), `${id}: ${bad} of ${counted.bad}`).to.be.below(3 * perScrape);
        expect(ratio).to.be.closeTo(bad / total, 1e-9);
        expect(remaining).to.be.closeTo(1 - bad / total / budgetOf(goal), 1e-6);
      }
    });
    const stoppedAtMs = () => Math.max(...api.events.map(({ atMs }) => atMs));
  });
});
