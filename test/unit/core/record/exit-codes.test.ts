import { expect } from "chai";
import { exitCodeFor, exitCodeForFailure, exitCodes } from "../../../../lib/core/record/exit-codes.ts";
import { Failure, type FailureKind } from "../../../../lib/core/record/failure.ts";
import type { ReasonCode, Verdict } from "../../../../lib/core/record/verdict.ts";

function verdict(status: Verdict["status"], ...codes: ReasonCode[]): Verdict {
  return { status, reasons: codes.map((code) => ({ code, text: "", objective: null })) };
}

describe("exit codes", () => {
  it("are those of the published table", () => {
    expect(exitCodes).to.deep.equal({
      usage: 2,
      preflight: 4,
      faultNotUndone: 5,
      signal: 105,
      stopCondition: 108,
      internal: 1,
      fail: 99,
      inconclusive: 3,
      pass: 0,
    });
  });

  for (const [expected, title, given] of [
    [0, "a pass", verdict("pass")],
    [0, "a pass with a close call", verdict("pass", "closeCall")],
    [3, "an inconclusive run", verdict("inconclusive", "tooFewSamples")],
    [99, "a fail", verdict("fail", "missed")],
    [99, "a script that threw", verdict("fail", "scriptError")],
    [99, "a leak", verdict("fail", "leak")],
    [105, "a run ended by a signal", verdict("aborted", "interrupted", "missed")],
    [108, "a run ended by a stop condition", verdict("aborted", "stopCondition")],
    [105, "a signal before a stop condition", verdict("aborted", "stopCondition", "interrupted")],
    [5, "a fault that is not confirmed as undone", verdict("fail", "faultNotUndone", "missed")],
    [5, "the same before a signal", verdict("aborted", "interrupted", "faultNotUndone")],
    [99, "a fault that could not be injected", verdict("fail", "injectionFailed")],
    [99, "a system that did not recover", verdict("fail", "notRecovered")],
    [3, "a baseline that was not well", verdict("inconclusive", "baselineUnhealthy")],
    [3, "a fault that nobody saw", verdict("inconclusive", "noEffect")],
    [1, "a load generator that failed", verdict("aborted", "generatorFailed")],
  ] as const) {
    it(`${expected} stands for ${title}`, () => {
      expect(exitCodeFor(given)).to.equal(expected);
    });
  }

  for (const [kind, expected] of Object.entries({ usage: 2, preflight: 4, machine: 1 })) {
    it(`${expected} stands for a failure of kind ${kind}`, () => {
      expect(exitCodeForFailure(new Failure(kind as FailureKind, "any", "any"))).to.equal(expected);
    });
  }
});
