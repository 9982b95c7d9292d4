import { expect } from "chai";
import { toldReasons } from "../../../../lib/core/report/reasons.ts";
import type { Reason } from "../../../../lib/core/record/verdict.ts";
import { aRecord, aResult, someFacts, someTraffic } from "../given.ts";

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

  it("tells what each reason about the run as a whole is from", () => {
    const trend = {
      subject: "shop",
      quantity: "residentBytes",
      outcome: "leak",
      samples: 120,
      text: "A leak.",
    } as const;
    const reasons = (
      [
        ["interrupted", "By SIGINT."],
        ["rateMissed", "Too slow."],
        ["wrongBodies", "2 wrong."],
        ["leak", "A leak."],
        ["tooFewSamples", "Nothing was judged."],
        ["clockStepped", "A step."],
      ] as const
    ).map(([code, text]): Reason => ({ code, text, objective: null }));
    const record = aRecord({
      verdict: { status: "aborted", reasons },
      facts: someFacts({ startedIterations: 400 }),
      traffic: [someTraffic({ bodiesChecked: 1 }), someTraffic({ phase: "warmup", bodiesChecked: 9 })],
      trends: [{ ...trend, slopePerHour: 1, pValue: 0.01, hoursToLimit: null }],
      results: [aResult({ total: 30 }), aResult({ total: 12 })],
    });
    expect(toldReasons(record).map(({ sample }) => sample)).to.deep.equal([
      "400 iterations",
      "400 iterations",
      "1 checked body",
      "120 samples",
      "42 events",
      "42 events",
    ]);
  });

  it("tells nothing that the record of a killed run does not hold", () => {
    const reason: Reason = { code: "interrupted", text: "By SIGINT.", objective: null };
    const record = aRecord({ facts: null, verdict: { status: "aborted", reasons: [reason] } });
    expect(toldReasons(record)[0]).to.include({ sample: "" });
  });
});
