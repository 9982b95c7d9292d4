/** What each table of a report tells of a record, cell by cell. */
import { expect } from "chai";
import type { FailureSample } from "../../../../../lib/core/record/failure-sample.ts";
import type { Finding } from "../../../../../lib/core/record/finding.ts";
import type { TrendResult } from "../../../../../lib/core/record/trend.ts";
import { textOf } from "../../../../../lib/core/report/sheet.ts";
import { configurationSheet } from "../../../../../lib/core/report/sheets/configuration.ts";
import { executorSheet } from "../../../../../lib/core/report/sheets/executors.ts";
import { failureSheet } from "../../../../../lib/core/report/sheets/failures.ts";
import { findingSheet } from "../../../../../lib/core/report/sheets/findings.ts";
import { pageObjectiveSheet } from "../../../../../lib/core/report/sheets/objectives.ts";
import { statusSheet } from "../../../../../lib/core/report/sheets/statuses.ts";
import { trendSheet } from "../../../../../lib/core/report/sheets/trends.ts";
import { anExecutor, aLatencyObjective, aRecord, aResult, someFacts } from "../../given.ts";
import { START_MS } from "../given-steps.ts";
import { told } from "./told.ts";

describe("pageObjectiveSheet", () => {
  it("tells goal, share, margin, interval, events and how many it takes", () => {
    const record = aRecord({
      plan: { ...aRecord().plan, objectives: [aLatencyObjective()] },
      results: [
        aResult({
          ...{ objective: "items_list-latency", phase: "burst", outcome: "missed", closeCall: true },
          ...{ share: 0.985, margin: -0.005, total: 2000, bad: 30, dropped: 4 },
          interval: { low: 0.9787, high: 0.9899 },
        }),
      ],
    });
    expect(told(pageObjectiveSheet(record))).to.deep.equal([
      {
        objective: "items_list-latency (burst)",
        result: "missed, close call",
        goal: "99 % in 500 ms",
        measured: "98.5 %",
        margin: "-0.5 pp",
        "95 % interval": "97.9 % to 98.99 %",
        events: "2,000",
        bad: "30",
        dropped: "4",
        "takes at least": "299",
      },
    ]);
  });
});

describe("statusSheet", () => {
  it("has a column for each status that was seen, no answer first", () => {
    const latency = { schema: 3, zeroCount: 0, sumSeconds: 0, buckets: [] };
    const counts = [
      {
        endpoint: "a",
        phase: "main",
        requests: 1201,
        statuses: new Map([
          ["200", 1200],
          ["0", 1],
        ]),
        latency,
      },
      { endpoint: "b", phase: "main", requests: 1, statuses: new Map([["503", 1]]), latency },
    ];
    expect(told(statusSheet(counts))).to.deep.equal([
      { endpoint: "a", phase: "main", "no answer": "1", "200": "1,200", "503": "0" },
      { endpoint: "b", phase: "main", "no answer": "0", "200": "0", "503": "1" },
    ]);
  });
});

describe("failureSheet", () => {
  const failure: FailureSample = {
    ...{ schema: 1, atMs: START_MS + 42, endpoint: "items_list", phase: "main", status: 503 },
    ...{ error: "", tookMs: 12.5, traceId: "0af7651916cd43dd8448eb211c80319c", body: "busy" },
  };

  it("tells when, what, how long, and the trace id to look for", () => {
    expect(told(failureSheet([failure]))).to.deep.equal([
      {
        "when (UTC)": "03:04:05.042",
        endpoint: "items_list",
        phase: "main",
        status: "503",
        took: "12.5 ms",
        error: "",
        "trace id": "0af7651916cd43dd8448eb211c80319c",
        body: "busy",
      },
    ]);
  });

  it("says in words where there was no answer, or its body was not read", () => {
    const [row] = told(failureSheet([{ ...failure, status: 0, error: "request timeout", body: null }]));
    expect(row).to.include({ status: "no answer", error: "request timeout", body: "not read" });
  });
});

describe("findingSheet", () => {
  const finding = (varied: Partial<Finding>): Finding => ({
    ...{
      service: "shop",
      subject: "pool wait",
      weight: "info",
      unit: "seconds",
      before: 0.0004,
      after: 0.21,
    },
    text: "It waited.",
    ...varied,
  });

  it("puts warnings first and shows each figure in its unit", () => {
    const findings = [
      finding({}),
      finding({ subject: "cache", unit: "ratio", before: 0.5, after: 0.975 }),
      finding({ subject: "queue", unit: "count", before: null, after: 1200, weight: "warning" }),
      finding({ subject: "table", unit: "bytes", before: 0, after: 2048 }),
    ];
    const rows = told(findingSheet(findings));
    expect(
      rows.map(({ subject, before, after, finding: text }) => [subject, before, after, text]),
    ).to.deep.equal([
      ["queue", "unknown", "1,200", "warning: It waited."],
      ["pool wait", "0.4 ms", "210 ms", "It waited."],
      ["cache", "50 %", "97.5 %", "It waited."],
      ["table", "0 B", "2 KiB", "It waited."],
    ]);
  });
});

describe("trendSheet", () => {
  const trend = (varied: Partial<TrendResult>): TrendResult => ({
    ...{ subject: "api", quantity: "residentBytes", outcome: "leak", samples: 1200, text: "" },
    ...{ slopePerHour: 3 * 1024 ** 2, pValue: 0.00123, hoursToLimit: 30 },
    ...varied,
  });

  it("tells growth in the quantity's unit, the chance, and when the limit is reached", () => {
    const rows = told(
      trendSheet([
        trend({}),
        trend({
          quantity: "eventLoopLagSeconds",
          outcome: "stable",
          slopePerHour: -0.002,
          hoursToLimit: null,
        }),
        trend({ quantity: "connections", outcome: "levelled", slopePerHour: 1.2345, pValue: 0.5 }),
        trend({ quantity: "latencyP95Seconds", outcome: "inconclusive", slopePerHour: null, pValue: null }),
      ]),
    );
    expect(
      rows.map((row) => [row.quantity, row.result, row["growth per hour"], row.p, row["limit in"]]),
    ).to.deep.equal([
      ["memory", "leak", "3 MiB", "0.0012", "30 h"],
      ["event-loop lag", "stable", "-2 ms", "0.0012", ""],
      ["connections", "climbed then levelled", "1.23", "0.5", "30 h"],
      ["p95 latency", "inconclusive", "unknown", "unknown", "30 h"],
    ]);
  });
});

describe("executorSheet", () => {
  it("tells what is sent when, and of a closed model that it is one", () => {
    const closed = anExecutor({
      ...{ name: "heap", phase: "after", startSeconds: 90, maxVUs: 1500 },
      shape: { kind: "shared-iterations", iterations: 10_000, durationSeconds: 60 },
      sends: [
        { endpoint: "items_list", requestsPerIteration: 3 },
        { endpoint: "items_buy", requestsPerIteration: 1 },
      ],
    });
    const shape = {
      kind: "ramping-arrival-rate",
      startPerSecond: 0,
      endPerSecond: 200,
      durationSeconds: 60,
    } as const;
    const plan = { ...aRecord().plan, executors: [anExecutor(), anExecutor({ shape }), closed] };
    const rows = told(executorSheet(plan));
    expect(rows.map(({ traffic }) => traffic)).to.deep.equal([
      "100/s for 10 s",
      "from 0/s to 200/s within 1 min",
      "10,000 iterations as fast as answered (closed model), at most 1 min",
    ]);
    expect(rows[2]).to.include({
      executor: "heap",
      phase: "after",
      "starts after": "1 min 30 s",
      "requests of an iteration": "3 x items_list, items_buy",
      "virtual users": "1,500",
    });
  });
});

describe("configurationSheet", () => {
  const values = (record = aRecord()): Record<string, string> =>
    Object.fromEntries(
      configurationSheet(record).rows.map(([what = "", value = ""]) => [textOf(what), textOf(value)]),
    );

  it("tells what it takes to understand the run later: seed, target, versions, script, generator", () => {
    expect(
      values(aRecord({ labels: { team: "shop" }, git: { commit: "abc", dirty: true } })),
    ).to.deep.include({
      scenario: "steady",
      seed: "7",
      took: "31 s",
      target: "embedded (embedded)",
      "address of shop": "http://127.0.0.1:9000",
      "label team": "shop",
      "bodies checked": "every 10th",
      k6: "v2.2.0",
      "git commit": "abc with changes",
      "load generator": "2 cores, used 20 % on average, 40 % at most",
      "iterations planned": "1,000",
    });
  });

  it("says what is not known", () => {
    const facts = someFacts();
    const generator = { ...facts.generator, cpuShareMean: null, cpuShareMax: null, maxResidentBytes: null };
    const unknown = values(aRecord({ endedAt: null, git: null, facts: { ...facts, generator } }));
    expect(unknown).to.deep.include({
      ended: "did not end by itself",
      "git commit": "not in a repository",
      "load generator": "2 cores, used unknown on average, unknown at most",
      "memory of the load generator": "unknown",
    });
    expect(unknown).not.to.have.property("took");
    expect(values(aRecord({ facts: null }))).not.to.have.property("load generator");
  });
});
