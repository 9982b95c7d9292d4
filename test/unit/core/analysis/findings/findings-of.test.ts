/** What do pages of before and after a run say? Figures that can be followed by hand. */
import { expect } from "chai";
import { findingsOf } from "../../../../../lib/core/analysis/findings/findings-of.ts";
import type { MetricSample, MetricsPages } from "../../../../../lib/core/analysis/metric-sample.ts";

type Told = readonly (readonly [name: string, labels: MetricSample["labels"], value: number])[];

const page = (told: Told): MetricSample[] => told.map(([name, labels, value]) => ({ name, labels, value }));
const pages = (told: Told): MetricsPages => new Map([["api", page(told)]]);

/** The only finding of that subject; undefined without one. */
function finding(subject: string, before: Told, after: Told) {
  const found = findingsOf(pages(before), pages(after)).filter((one) => one.subject === subject);
  expect(found.length).to.be.at.most(1);
  return found[0];
}

const pool = (waiting: number): Told => [
  ["database_pool_connections", { state: "total" }, 10],
  ["database_pool_connections", { state: "idle" }, 4],
  ["database_pool_connections", { state: "waiting" }, waiting],
];
const cache = (hits: number, misses: number): Told => [
  ["cache_hits_total", { cache_type: "lru" }, hits],
  ["cache_misses_total", { cache_type: "lru" }, misses],
];
const operation = (name: string, seconds: number, times: number): Told => [
  ["database_query_duration_seconds_sum", { operation: name }, seconds],
  ["database_query_duration_seconds_count", { operation: name }, times],
];
const depth = (queue_name: string, value: number): Told => [["message_queue_size", { queue_name }, value]];
const errors = (error_type: string, value: number): Told => [
  ["database_errors_total", { error_type }, value],
];
const processed = (status: string, value: number): Told => [["messages_processed_total", { status }, value]];
const started = (seconds: number): Told => [["process_start_time_seconds", {}, seconds]];

describe("findingsOf", () => {
  it("says nothing of pages that tell none of it", () => {
    expect(findingsOf(pages([["up", {}, 1]]), pages([["up", {}, 1]]))).to.deep.equal([]);
  });

  it("says nothing of a service whose page could not be read on either side", () => {
    expect(findingsOf(new Map(), pages(cache(1, 1)))).to.deep.equal([]);
    expect(findingsOf(pages(cache(1, 1)), new Map())).to.deep.equal([]);
  });

  describe("of the pool", () => {
    it("tells callers that wait, and warns of a single one", () => {
      expect(finding("pool wait", pool(0), pool(0))).to.deep.equal({
        service: "api",
        subject: "pool wait",
        weight: "info",
        unit: "count",
        before: 0,
        after: 0,
        text: "0 callers waited for a connection after the run, with 6 of 10 open connections in use",
      });
      expect(finding("pool wait", pool(0), pool(1))).to.include({ weight: "warning", after: 1 });
    });

    it("leaves out what it is not told", () => {
      const waitingOnly: Told = [["database_pool_connections", { state: "waiting" }, 2]];
      expect(finding("pool wait", [], waitingOnly)).to.include({
        before: null,
        text: "2 callers waited for a connection after the run",
      });
    });
  });

  describe("of the cache", () => {
    // 10 of 20 before; 90 - 10 hits and 30 - 10 misses during the run.
    it("tells the share of hits of the run alone, beside that of before", () => {
      const told = finding("cache hit rate", cache(10, 10), cache(90, 30));
      expect(told).to.include({ unit: "ratio", before: 0.5, after: 0.8, weight: "info" });
      expect(told?.text).to.equal("the cache answered 80 % of 100 reads during the run");
    });

    it("takes what a counter has counted since it was started anew", () => {
      expect(finding("cache hit rate", cache(1000, 1000), cache(30, 10))).to.include({ after: 0.75 });
    });

    it("says nothing without a read during the run, and has no share of before without one then", () => {
      expect(finding("cache hit rate", cache(5, 5), cache(5, 5))).to.equal(undefined);
      expect(finding("cache hit rate", cache(0, 0), cache(1, 0))).to.include({ before: null, after: 1 });
    });

    it("says nothing of a value that is no number", () => {
      expect(finding("cache hit rate", cache(0, 0), cache(Number.NaN, 5))).to.equal(undefined);
    });
  });

  describe("of the store", () => {
    // list: 1 s / 100 = 10 ms; get: 0.2 s / 10 = 20 ms, before it 0.1 s / 10.
    it("names the slowest operation of the run by its mean", () => {
      const before = [...operation("list", 9, 10), ...operation("get", 0.1, 10)];
      const after = [...operation("list", 10, 110), ...operation("get", 0.3, 20)];
      const told = finding("slowest operation", before, after);
      expect(told).to.include({ unit: "seconds", before: 0.01 });
      expect(told?.after).to.be.closeTo(0.02, 1e-12);
      expect(told?.text).to.equal(
        "get took 20 ms on average, its wait for a connection included (10 times during the run)",
      );
    });

    it("has no mean of an operation that was not used", () => {
      expect(finding("slowest operation", operation("list", 1, 1), operation("list", 1, 1))).to.equal(
        undefined,
      );
      expect(finding("slowest operation", operation("list", 0, 0), operation("list", 1, 2))).to.include({
        before: null,
        after: 0.5,
      });
    });

    it("tells the store's own slowest statement, the first in rank", () => {
      const statements = (slowest: number): Told => [
        ["database_slowest_statements_seconds", { rank: "1" }, slowest],
        ["database_slowest_statements_seconds", { rank: "2" }, 0.001],
      ];
      const told = finding("slowest statement", statements(0.002), statements(0.25));
      expect(told).to.include({ before: 0.002, after: 0.25, unit: "seconds", weight: "info" });
    });

    it("warns of errors during the run, by kind, and not of those before it", () => {
      const before = [...errors("unavailable", 2), ...errors("slow", 0)];
      expect(finding("database errors", before, before)).to.include({
        weight: "info",
        text: "0 operations of the store failed during the run",
      });
      const after = [...errors("unavailable", 3), ...errors("slow", 4), ...errors("exhausted", 1)];
      expect(finding("database errors", before, after)).to.include({
        weight: "warning",
        before: 2,
        after: 8,
        text: "6 operations of the store failed during the run: 1 unavailable, 4 slow, 1 exhausted",
      });
    });
  });

  describe("of the queues", () => {
    it("warns from ten messages more than before on", () => {
      expect(finding("queue depth", depth("tasks", 5), depth("tasks", 14))).to.include({ weight: "info" });
      expect(finding("queue depth", depth("tasks", 5), depth("tasks", 15))).to.include({
        weight: "warning",
        before: 5,
        after: 15,
        text: "tasks: 15 messages waited after the run",
      });
    });

    it("counts every message of a queue that was not there before", () => {
      expect(finding("queue depth", [], depth("tasks", 10))).to.include({ weight: "warning", before: null });
    });

    it("warns of a single dead letter more, and not of those that were there", () => {
      expect(finding("dead letters", depth("tasks.dead", 3), depth("tasks.dead", 3))).to.include({
        weight: "info",
      });
      expect(finding("dead letters", depth("tasks.dead", 3), depth("tasks.dead", 4))).to.include({
        weight: "warning",
        text: "tasks.dead: 1 message put aside during the run",
      });
    });

    it("reads the broker's own page, too", () => {
      const broker = (queue: string, value: number): Told => [["rabbitmq_queue_messages", { queue }, value]];
      expect(finding("dead letters", broker("tasks.dead", 0), broker("tasks.dead", 2))).to.include({
        weight: "warning",
        after: 2,
      });
    });

    it("warns of messages that failed during the run", () => {
      const before = [...processed("error", 1), ...processed("success", 10)];
      expect(finding("failed messages", before, before)).to.include({ weight: "info" });
      const after = [...processed("error", 3), ...processed("success", 30)];
      expect(finding("failed messages", before, after)).to.include({
        weight: "warning",
        text: "2 messages failed during the run, 20 were worked off",
      });
    });
  });

  it("warns of a service that was started anew, and not of a clock that is a little off", () => {
    expect(finding("restart", started(100), started(102))).to.equal(undefined);
    expect(finding("restart", started(100), started(103))).to.include({ weight: "warning" });
    expect(finding("restart", [], started(103))).to.equal(undefined);
  });
});
