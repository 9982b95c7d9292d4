import { expect } from "chai";
import { sloHtml } from "../../../../lib/core/report/slo/slo-html.ts";
import { sloMarkdown } from "../../../../lib/core/report/slo/slo-markdown.ts";
import { worstSheet } from "../../../../lib/core/report/slo/slo-sheets.ts";
import {
  answerSentence,
  doubtSentences,
  policySentences,
  windowSentences,
} from "../../../../lib/core/report/slo/slo-sentences.ts";
import { sloText } from "../../../../lib/core/report/slo/slo-text.ts";
import { textOf } from "../../../../lib/core/report/sheet.ts";
import { budgetState } from "../../../../lib/core/slo/budget.ts";
import { checkOutcome, type SloReport } from "../../../../lib/core/slo/report.ts";
import { runSpan } from "../../../../lib/core/slo/run-spans.ts";
import { monthStart, slaState } from "../../../../lib/core/slo/sla.ts";
import { anObjective, aRecord } from "../given.ts";

const start = Date.UTC(2026, 10, 1) / 1000;
const prometheus = "http://127.0.0.1:9090";

function aReport(bad: readonly number[], coveredShare = 1): SloReport {
  const grid = { startSeconds: start, stepSeconds: 3600, steps: bad.length };
  const total = bad.map(() => 1000);
  const state = budgetState(anObjective({ goal: 0.99 }), { grid, total, bad, coveredShare });
  const span = { runId: "run-1", scenario: "load", verdict: "pass" } as const;
  return {
    prometheus,
    matchers: [],
    atSeconds: start,
    objectives: [{ ...state, sla: null }],
    runs: [{ ...span, startSeconds: start + 3500, endSeconds: start + 3700 }],
    notes: [],
  };
}

describe("the report on objectives", () => {
  it("lets a pipeline pass while there is budget left, not without any", () => {
    expect(checkOutcome(aReport([1, 1]))).to.equal("met");
    expect(checkOutcome(aReport([10, 10]))).to.equal("missed");
    expect(answerSentence(aReport([10, 10]))).to.equal("No budget is left of items_list-errors.");
    expect(checkOutcome(aReport([1, 1], 0.2))).to.equal("undecided");
  });

  it("has the same parts in each form, and none that has nothing to say", () => {
    const report = aReport([9, 7]);
    const headings = (text: string, heading: RegExp) => [...text.matchAll(heading)].map(([, name]) => name);
    const page = sloHtml(report, { text: "", sha256: "" });
    const others = ["Worst hours", "Policy"];
    expect(headings(page, /<h2[^>]*>([^<]+)</g)).to.deep.equal(["Error budgets", ...others]);
    expect(headings(sloMarkdown(report), /^### (.+)$/gm)).to.deep.equal(others);
    const atFirst = /(?:^|\n\n)(.+)\n/g;
    expect(headings(sloText(report, { colour: false }), atFirst).slice(0, -1)).to.deep.equal([
      "Objectives in production",
      ...others,
    ]);
  });

  it("joins the worst hours with the runs that went on then", () => {
    const rows = worstSheet(aReport([1, 3, 2])).rows.map((row) => row.map(textOf));
    expect(rows).to.deep.equal([
      ["items_list-errors", "2026-11-01 01:00 to 02:00", "3", "1,000", "run-1 (pass)"],
      ["items_list-errors", "2026-11-01 02:00 to 03:00", "2", "1,000", ""],
      ["items_list-errors", "2026-11-01 00:00 to 01:00", "1", "1,000", "run-1 (pass)"],
    ]);
  });

  it("says of when it is, how far the policy has come, and how little data there was", () => {
    expect(windowSentences(aReport([1, 1]))).to.deep.equal([
      `2026-11-01 00:00 to 02:00 (UTC), users' traffic alone, counted by the Prometheus at ${prometheus}.`,
    ]);
    expect(policySentences(aReport([9, 7]))[0]).to.match(/^items_list-errors: 80 % .* from 75 % on: repairs/);
    expect(doubtSentences(aReport([1], 0.2))[0]).to.contain("samples for 20 % of the window");
  });

  it("takes runs of that Prometheus or that target, and no others", () => {
    const record = aRecord({ endedAt: "2026-11-01T01:00:00.000Z" });
    const onTarget = runSpan(record, { prometheus, target: record.target.name });
    expect(onTarget).to.include({ runId: record.runId, endSeconds: start + 3600 });
    expect(runSpan(record, { prometheus, target: null })).to.equal(null);
    expect(runSpan({ ...record, endedAt: null }, { prometheus, target: record.target.name })).to.equal(null);
  });

  it("holds an SLA against its calendar month in UTC", () => {
    expect(monthStart(Date.UTC(2026, 1, 28, 23, 59) / 1000)).to.equal(Date.UTC(2026, 1, 1) / 1000);
    // 2 x 1,000 events at 99 % allow 20 bad ones.
    const grid = { startSeconds: start, stepSeconds: 3600, steps: 2 };
    const counted = (bad: number) => ({ grid, total: [1000, 1000], bad: [0, bad], coveredShare: 1 });
    const sla = { goal: 0.99, period: "calendarMonth", exclusions: [] } as const;
    const month = (bad: number) => ({
      ...{ counted: counted(bad), excluded: [], untimed: [] },
    });
    expect(slaState(sla, month(15))).to.include({ eventsLeft: 5, outcome: "met", achieved: 0.9925 });
    expect(slaState(sla, month(21))).to.include({ eventsLeft: -1, outcome: "missed" });
  });

  it("takes out of an SLA's month what the contract excludes, good events and bad ones", () => {
    const sla = { goal: 0.99, period: "calendarMonth", exclusions: ["maintenance"] } as const;
    const grid = { startSeconds: start, stepSeconds: 3600, steps: 3 };
    const state = slaState(sla, {
      counted: { grid, total: [1000, 400, 600], bad: [1, 20, 0], coveredShare: 1 },
      excluded: [{ startSeconds: start + 3600, endSeconds: start + 7200 }],
      untimed: [],
    });
    // 1,600 events are left, which allow 16 bad ones, and one was.
    expect(state).to.include({ total: 1600, bad: 1, eventsLeft: 15, outcome: "met" });
    expect(state.takenOut).to.deep.equal({ seconds: 3600, total: 400, bad: 20 });
  });
});
