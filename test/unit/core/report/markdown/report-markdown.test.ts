import { expect } from "chai";
import { reportMarkdown } from "../../../../../lib/core/report/markdown/report-markdown.ts";
import { anExperimentResult } from "../../chaos/given.ts";
import { aRecord, aResult } from "../../given.ts";

const missed = aRecord({
  command: ["tidemark", "run", "steady", "--label", "why=it is slow"],
  results: [aResult({ outcome: "missed", share: 0.9, total: 30_000, bad: 3000, margin: -0.09 })],
  verdict: {
    status: "fail",
    reasons: [{ code: "missed", text: "items_list-errors: missed.", objective: "items_list-errors" }],
  },
  notes: ["<script>alert(1)</script> for @everyone"],
  git: { commit: "5f2c1d7e90ab34cd56ef7812a9b0c3d4e5f60718", dirty: true },
});

describe("reportMarkdown", () => {
  it("begins with the verdict and its reasons, and ends with how to repeat the run and where it was", () => {
    expect(reportMarkdown(missed)).to.equal(
      [
        "## ❌ steady: FAIL",
        "- items\\_list-errors: missed.",
        [
          "| objective | goal | measured | events | bad | margin | result |",
          "| --- | --- | ---: | ---: | ---: | ---: | --- |",
          "| items\\_list-errors | 99 % succeed | 90 % | 30,000 | 3,000 | -9 pp | missed |",
        ].join("\n"),
        "- &lt;script&gt;alert\\(1\\)&lt;/script&gt; for @\u200Beveryone",
        [
          "<details><summary>What was sent</summary>\n",
          "| endpoint | phase | offered | achieved | requests | dropped | p50 | p95 | p99 |",
          "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
          "| items\\_list | main | 100/s | 99.98/s | 1,000 | 0 | 4 ms | 12.3 ms | 1.25 s |",
          "\n</details>",
        ].join("\n"),
        "Repeat it with `tidemark run steady --label 'why=it is slow'`",
        "<sub>run 20260102-030405-abcd on embedded, started 2026-01-02T03:04:05.000Z, k6 v2.2.0, Tidemark 0.1.0, " +
          "commit 5f2c1d7e90ab with changes</sub>\n",
      ].join("\n\n"),
    );
  });

  it("marks each verdict by a sign and a word", () => {
    const heads = (["pass", "fail", "inconclusive", "aborted"] as const).map(
      (status) => reportMarkdown(aRecord({ verdict: { status, reasons: [] } })).split("\n")[0],
    );
    expect(heads).to.deep.equal([
      "## ✅ steady: PASS: every objective that was judged is met.",
      "## ❌ steady: FAIL",
      "## ❔ steady: INCONCLUSIVE: neither a pass nor a fail.",
      "## ⛔ steady: ABORTED: the run did not come to its end.",
    ]);
  });

  it("tells capacity, recovery, what was left out and what was delivered, where there is any", () => {
    const text = reportMarkdown(
      aRecord({
        capacity: {
          sustainedPerSecond: 100,
          brokenBy: null,
          steps: [{ phase: "step_01", ratePerSecond: 100, achievedPerSecond: 100, outcome: "met" }],
        },
        recoveries: [
          { after: "burst", seconds: 65 },
          { after: "kill", seconds: null },
          { after: "nudge", seconds: 0 },
        ],
        leftOut: [{ objective: "rare", phase: "main", neededSamples: 2995, plannedSamples: 1 }],
        delivery: {
          ...{ url: "http://127.0.0.1:9090", samplesReceived: 10, samplesDelivered: 9 },
          ...{ requestsSent: 8, requestsConfirmed: 7, unconfirmedBecause: null, problem: "it went away" },
        },
      }),
    );
    expect(text).to.contain("100/s is sustained");
    expect(text).to.contain("- After burst it took 1 min 5 s until every objective was kept for good.");
    expect(text).to.contain("- After kill the system did not recover while it was watched.");
    expect(text).to.contain("- After nudge the system was itself at once.");
    expect(text).to.contain(
      "- rare: not judged, because it takes 2,995 requests to decide and 1 request was planned.",
    );
    expect(text).to.contain(
      "9 of 10 samples delivered \\(it went away\\); by its own count it has 7 of the run's 8 requests.",
    );
  });

  it("has the experiments of a chaos run, and their faults folded", () => {
    const text = reportMarkdown(aRecord({ experiments: [anExperimentResult()] }));
    expect(text).to.match(/\| kill-shop +\| pass +\| completed +\|/);
    expect(text).to.contain("<details><summary>Faults</summary>");
    expect(text).to.contain("shop \\(1 of 1\\)");
    expect(reportMarkdown(aRecord())).not.to.contain("Faults");
  });
});
