import { expect } from "chai";
import { overviewHtml } from "../../../../../lib/core/report/html/overview-html.ts";
import { runSummary, type RunSummary } from "../../../../../lib/core/report/runs/run-summary.ts";
import { aRecord } from "../../given.ts";

const HARM = "<script>alert(1)</script>";
const style = { text: "", sha256: "" };
const run = (runId: string, varied: Partial<RunSummary> = {}) => ({
  ...runSummary(aRecord({ runId })),
  ...{ p95Seconds: 0.01, errorShare: 0.005 },
  ...varied,
  href: `${runId}/report.html`,
});

describe("overviewHtml", () => {
  it("has a course for each scenario on each target, and none of a single run", () => {
    const runs = [run("c"), run("b", { target: "staging" }), run("a"), run("d", { scenario: "burst" })];
    const headings = [...overviewHtml(runs, style).matchAll(/<h3>(.*)<\/h3>/g)].map(([, text]) => text);
    expect(headings).to.deep.equal(["steady on embedded"]);
  });

  it("leaves aborted runs out of the course and in the list", () => {
    const text = overviewHtml([run("c", { verdict: "aborted" }), run("b"), run("a")], style);
    expect(text.match(/<circle/g)).to.have.lengthOf(4);
    expect(text.match(/<tr>/g)).to.have.lengthOf(4);
  });

  it("shows small error rates for what they are", () => {
    expect(overviewHtml([run("b"), run("a")], style)).to.contain("error rate: 0.5 % (2026-01-02 03:04)");
  });

  it("links to the page of a run where there is one", () => {
    const text = overviewHtml([run("a"), { ...run("b"), href: null }], style);
    expect(text).to.contain('<a href="a/report.html">a</a>');
    expect(text).not.to.contain('href="b');
  });

  it("makes no markup of what a record holds", () => {
    const damaged = { state: "unreadable", runId: HARM, problem: HARM, href: null } as const;
    const runs = [
      run("a", { scenario: HARM, target: HARM }),
      run("b", { scenario: HARM, target: HARM }),
      damaged,
    ];
    expect(overviewHtml(runs, style)).not.to.contain("<script");
  });

  it("says that there are none", () => {
    expect(overviewHtml([], style)).to.contain("There are no runs yet.");
  });
});
