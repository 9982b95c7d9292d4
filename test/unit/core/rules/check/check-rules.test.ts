import { expect } from "chai";
import {
  checkRules,
  rulesProblems,
  type RulesInput,
} from "../../../../../lib/core/rules/check/check-rules.ts";
import { RulesError } from "../../../../../lib/core/rules/check/rules-error.ts";
import type { MonitoringSettings } from "../../../../../lib/core/rules/settings.ts";
import { aLatencyObjective, anObjective, aSystem } from "../../given.ts";

const settings: MonitoringSettings = {
  scrapeIntervalSeconds: 15,
  grafanaUrl: "http://grafana",
  environments: [],
  capacities: [],
  excluded: [],
};
const places = { objectives: "thresholds/index.ts", prometheus: "prometheus.yml", settings: "settings.yaml" };

function problems(varied: Partial<RulesInput>) {
  return rulesProblems({ objectives: [anObjective()], system: aSystem, settings, ...varied }, places);
}

function withBuckets(durationBucketsSeconds: readonly number[]) {
  const services = aSystem.services.map((service) => ({ ...service, durationBucketsSeconds }));
  return { objectives: [aLatencyObjective()], system: { ...aSystem, services } };
}

describe("the check of objectives for rules", () => {
  it("accepts objectives that can be watched", () => {
    const objectives = [anObjective(), aLatencyObjective({ periodDays: 28 })];
    expect(problems({ objectives })).to.deep.equal([]);
  });

  it("refuses a goal of 1, which leaves no budget, and accepts one just below", () => {
    expect(problems({ objectives: [anObjective({ goal: 1 })] })).to.deep.equal([
      {
        code: "noBudget",
        objective: "items_list-errors",
        field: "goal",
        text:
          "thresholds/index.ts: objective items_list-errors: goal must be below 1 to have an error budget, got 1 (number); " +
          "write 0.9999, or keep it in a scenario of its own, where nothing may fail",
      },
    ]);
    expect(problems({ objectives: [anObjective({ goal: 0.99999 })] })).to.deep.equal([]);
  });

  for (const periodDays of [7, 29, 90]) {
    it(`refuses a period of ${periodDays} days`, () => {
      const [problem] = problems({ objectives: [anObjective({ periodDays })] });
      expect(problem).to.include({ code: "period", field: "periodDays" });
      expect(problem?.text).to.include(
        `periodDays must be 28 or 30 to be watched in production, got ${periodDays}`,
      );
    });
  }

  it("refuses a latency limit that is no bucket of a service with fixed ones", () => {
    const [problem] = problems(withBuckets([0.1, 0.25, 1]));
    expect(problem).to.include({ code: "bucket", field: "bad.limitSeconds" });
    expect(problem?.text).to.include(
      "must be a bucket of shop's histogram, got 0.5 (number); its buckets are 0.1, 0.25, 1",
    );
  });

  it("accepts a limit that is a bucket, and any where the service takes its buckets from the objectives", () => {
    expect(problems(withBuckets([0.1, 0.5]))).to.deep.equal([]);
    expect(problems({ objectives: [aLatencyObjective()] })).to.deep.equal([]);
  });

  it("refuses to scrape less than four times in the shortest window, and accepts exactly four", () => {
    const at = (scrapeIntervalSeconds: number) =>
      problems({ settings: { ...settings, scrapeIntervalSeconds } });
    expect(at(75)).to.deep.equal([]); // 4 x 75 = 300
    expect(at(76).map(({ code }) => code)).to.deep.equal(["window"]);
    expect(at(76)[0]?.text).to.match(
      /^prometheus\.yml: scrape_interval .* window of 5m, got 76 s; scrape more often$/,
    );
  });

  it("refuses two endpoints that count into the same series", () => {
    const [first] = aSystem.endpoints;
    const endpoints = [...aSystem.endpoints, { ...first!, name: "items_again" }];
    const found = problems({ system: { ...aSystem, endpoints } });
    expect(found.map(({ code }) => code)).to.deep.equal(["sameSeries"]);
    expect(found[0]?.text).to.include("got items_list, which counts into the same series as items_again");
  });

  it("refuses a capacity of a service that is none", () => {
    const capacities = [{ service: "shoop", requestsPerSecond: 10, run: "r" }];
    const [problem] = problems({ settings: { ...settings, capacities } });
    expect(problem).to.include({ code: "capacity" });
    expect(problem?.text).to.equal(
      'settings.yaml: capacities: service must be one of the system, got "shoop" (string); known: shop',
    );
  });

  it("throws all problems together", () => {
    const objectives = [anObjective({ goal: 1, periodDays: 7 })];
    const check = () => checkRules({ objectives, system: aSystem, settings }, places);
    try {
      check();
      expect.fail("it was accepted");
    } catch (error) {
      expect(error).to.be.instanceOf(RulesError);
      expect((error as RulesError).problems.map(({ code }) => code)).to.deep.equal(["noBudget", "period"]);
      expect(error).to.include({ kind: "usage", code: "rules" });
    }
  });

  it("refuses an exclusion that no SLA has, and one of a service that is none", () => {
    const sla = { goal: 0.9, period: "calendarMonth", exclusions: ["maintenance"] } as const;
    const excluded = (exclusion: string, services: readonly string[] | null) => ({
      objectives: [anObjective({ sla })],
      settings: { ...settings, excluded: [{ exclusion, startSeconds: 0, endSeconds: 1, services }] },
    });
    expect(problems(excluded("maintenance", ["shop"]))).to.deep.equal([]);
    expect(problems(excluded("holidays", null))).to.deep.equal([
      {
        ...{ code: "exclusion", objective: "", field: "excluded" },
        text: 'settings.yaml: excluded: exclusion must be one of an SLA\'s, got "holidays" (string); known: maintenance',
      },
    ]);
    expect(problems(excluded("maintenance", ["shopp"]))[0]?.text).to.include(
      'services must be of the system, got "shopp" (string); known: shop',
    );
  });
});
