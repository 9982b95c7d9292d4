import { expect } from "chai";
import { toldReasons } from "../../../../lib/core/report/reasons.ts";
import type { Reason } from "../../../../lib/core/record/verdict.ts";
import { aRecord, aResult } from "../given.ts";

const missed: Reason = { code: "missed", text: "items_list-errors: missed.", objective: "items_list-errors" };

describe("toldReasons", () => {
  it("gives each reason its rule and the number of events that it is from", () => {
    const results = [aResult({ total: 30_000, reasons: [missed] }), aResult({ phase: "after", total: 500 })];
    expect(toldReasons(aRecord({ results, verdict: { status: "fail", reasons: [missed] } }))).to.deep.equal([
      {
        code: "missed",
        text: "items_list-errors: missed.",
        rule: "An objective is missed when the share of good events is below its goal, shown by enough of them.",
        sample: "30,000 events",
      },
    ]);
  });

  it("has no number where the reason is not about events of an objective", () => {
    const reason: Reason = { code: "interrupted", text: "By SIGINT.", objective: null };
    expect(toldReasons(aRecord({ verdict: { status: "aborted", reasons: [reason] } }))[0]).to.include({
      sample: "",
    });
  });
});
