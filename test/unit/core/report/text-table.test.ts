import { expect } from "chai";
import { textTable } from "../../../../lib/core/report/text-table.ts";
import { anExperimentResult } from "../chaos/given.ts";
import { aLatencyObjective, anObjective, aRecord, aResult, someTraffic } from "../given.ts";

const plain = { colour: false };

const missedRecord = aRecord({
  plan: { ...aRecord().plan, objectives: [anObjective(), aLatencyObjective()] },
  results: [
    aResult({ share: 0.99987, total: 30_000, bad: 4, margin: 0.00987 }),
    aResult({
      objective: "items_list-latency",
      outcome: "missed",
      share: 0.9,
      total: 30_000,
      bad: 3000,
      margin: -0.09,
    }),
  ],
  verdict: {
    status: "fail",
    reasons: [{ code: "missed", text: "items_list-latency: missed.", objective: "items_list-latency" }],
  },
  leftOut: [{ objective: "items_buy-errors", phase: "main", neededSamples: 2995, plannedSamples: 1 }],
  notes: ["Port 8000 was taken."],
});

describe("textTable", () => {
  it("shows what was promised, measured and sent, the verdict and everything besides", () => {
    expect(textTable(missedRecord, plain)).to.equal(
      [
        "Objectives",
        "objective           goal            measured  events    bad    margin  result",
        "items_list-errors   99 % succeed    99.987 %  30,000      4  +0.99 pp  met",
        "items_list-latency  99 % in 500 ms      90 %  30,000  3,000     -9 pp  missed",
        "",
        "Traffic",
        "endpoint    phase  offered  achieved  requests  dropped   p50      p95     p99",
        "items_list  main     100/s   99.98/s     1,000        0  4 ms  12.3 ms  1.25 s",
        "",
        "Left out",
        "  items_buy-errors: not judged, because it takes 2,995 requests to decide and 1 request was planned.",
        "",
        "Notes",
        "  Port 8000 was taken.",
        "",
        "Verdict: FAIL",
        "  items_list-latency: missed.",
        "",
      ].join("\n"),
    );
  });

  it("tells three close calls and three undecided objectives and counts the others, but tells all that decided", () => {
    const reasons = [1, 2, 3, 4, 5].flatMap((number) => [
      { code: "closeCall", text: `close ${number}.`, objective: null } as const,
      { code: "missed", text: `missed ${number}.`, objective: null } as const,
    ]);
    const of = (some: typeof reasons) =>
      textTable(aRecord({ verdict: { status: "fail", reasons: some } }), plain);
    expect(of(reasons).split("Verdict: FAIL\n")[1]).to.equal(
      [
        ...["  close 1.", "  missed 1.", "  close 2.", "  missed 2.", "  close 3.", "  missed 3."],
        ...["  missed 4.", "  missed 5.", "  2 more close calls: the report has them all.", ""],
      ].join("\n"),
    );
    expect(of(reasons.slice(0, 6))).not.to.include("more close");
    const open = Array.from(
      { length: 4 },
      () => ({ code: "tooFewSamples", text: "few.", objective: null }) as const,
    );
    expect(textTable(aRecord({ verdict: { status: "inconclusive", reasons: open } }), plain)).to.include(
      "few.\n  1 more undecided objective: the report has them all.",
    );
  });

  it("says what each verdict means", () => {
    const words = (["pass", "fail", "inconclusive", "aborted"] as const).map((status) =>
      /Verdict: (\w+)/.exec(textTable(aRecord({ verdict: { status, reasons: [] } }), plain))?.at(1),
    );
    expect(words).to.deep.equal(["PASS", "FAIL", "INCONCLUSIVE", "ABORTED"]);
  });

  it("marks a close call and names a phase other than the main one", () => {
    const text = textTable(aRecord({ results: [aResult({ closeCall: true, phase: "recovery" })] }), plain);
    expect(text).to.match(/^items_list-errors \(recovery\) .* met, close call$/m);
  });

  it("says so in words where nothing was counted", () => {
    const text = textTable(
      aRecord({
        results: [aResult({ outcome: "undecided", share: null, margin: null, total: 0 })],
        traffic: [someTraffic({ requests: 0, achievedPerSecond: 0, latencySeconds: null })],
      }),
      plain,
    );
    expect(text).to.match(/^items_list-errors +99 % succeed +nothing +0 +0 +undecided$/m);
    expect(text).to.match(/^items_list +main +100\/s +0\/s +0 +0 +none +none +none$/m);
  });

  it("notes wrong bodies, which no objective counts", () => {
    const text = textTable(aRecord({ traffic: [someTraffic({ bodiesWrong: 2 })] }), plain);
    expect(text).to.match(/items_list \(main\): 2 of 100 checked bodies were wrong\./);
  });

  it("leaves out sections that have nothing to say", () => {
    const text = textTable(aRecord({ results: [], traffic: [] }), plain);
    expect(text).to.equal("Verdict: PASS: every objective that was judged is met.\n");
  });

  it("shows of the servers what tells something: warnings, and no count that did not rise", () => {
    const finding = { service: "shop", weight: "info", unit: "count", before: 0, after: 0 } as const;
    const findings = [
      { ...finding, subject: "failed messages", text: "none failed" },
      { ...finding, subject: "database errors", before: 3, after: 3, text: "none failed since" },
      { ...finding, subject: "dead letters", before: null, after: 0, text: "none put aside" },
      { ...finding, subject: "pool wait", before: 2, after: 1, text: "fewer wait" },
      { ...finding, subject: "queue depth", before: 3, after: 4, text: "4 wait" },
      { ...finding, subject: "queue depth", before: null, after: 1, text: "1 waits" },
      { ...finding, subject: "cache hit rate", unit: "ratio", text: "nothing was answered" },
      { ...finding, subject: "restart", weight: "warning", before: null, after: null, text: "anew" },
    ] as const;
    const text = textTable(aRecord({ results: [], traffic: [], findings }), plain);
    expect(text.split("\n\n")[0]?.split("\n")).to.deep.equal([
      "Servers",
      "  warning: shop, restart: anew",
      "  shop, queue depth: 4 wait",
      "  shop, queue depth: 1 waits",
      "  shop, cache hit rate: nothing was answered",
    ]);
  });

  it("has no section of servers that have nothing to tell", () => {
    const idle = { service: "shop", subject: "database errors", weight: "info", unit: "count" } as const;
    const findings = [{ ...idle, before: 0, after: 0, text: "none failed" }];
    expect(textTable(aRecord({ findings }), plain)).not.to.contain("Servers");
  });

  it("fits a hundred columns, long reasons included", () => {
    const reason = {
      code: "dropped",
      objective: null,
      text: "a sentence that goes on and ".repeat(20),
    } as const;
    const record = aRecord({ ...missedRecord, verdict: { status: "inconclusive", reasons: [reason] } });
    for (const line of textTable(record, plain).split("\n")) expect(line.length).to.be.at.most(100);
  });

  it("colours words without moving a column, and only when asked", () => {
    const coloured = textTable(missedRecord, { colour: true });
    expect(coloured).to.contain("\u001b[31mmissed\u001b[0m").and.to.contain("\u001b[32mmet\u001b[0m");
    // eslint-disable-next-line no-control-regex -- the escape codes are what is looked for
    expect(coloured.replace(/\u001b\[\d+m/g, "")).to.equal(textTable(missedRecord, plain));
    expect(textTable(missedRecord, plain)).not.to.contain("\u001b");
  });

  it("shows the experiments of a chaos run, and what was read back, within 100 columns", () => {
    const text = textTable(aRecord({ experiments: [anExperimentResult()] }), plain);
    expect(text).to.contain(
      [
        "Experiments",
        "experiment  result  ended      seen after  recovered after    lost",
        "kill-shop   pass    completed      200 ms           12.4 s  11.8 s",
        "  kill-shop: kills the process of service shop (pid 4711). partKilled: shop runs as process 4712.",
      ].join("\n"),
    );
    expect(text, "by phases, which are fewer").to.match(/^Phases\nphase +lasts .*\nkill-shop-baseline +/);
    expect(text).not.to.match(/^(Objectives|Traffic)$/m);
    expect(textTable(aRecord(), plain)).not.to.match(/^(Experiments|Phases)$/m);
    for (const line of text.split("\n")) expect(line.length).to.be.at.most(100);
  });
});
