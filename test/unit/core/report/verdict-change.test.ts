/** Which change of verdict is worth a word, and what is said then? */
import { expect } from "chai";
import type { Reason, VerdictStatus } from "../../../../lib/core/record/verdict.ts";
import { verdictChange } from "../../../../lib/core/report/verdict-change.ts";
import { aRecord } from "../given.ts";

function ended(status: VerdictStatus, texts: readonly string[] = []) {
  const reasons = texts.map((text): Reason => ({ code: "leak", text, objective: null }));
  return aRecord({ verdict: { status, reasons } });
}

describe("verdictChange", () => {
  it("has nothing to say where the verdict is the same, whatever its reasons", () => {
    expect(verdictChange(ended("pass"), ended("pass"))).to.equal(null);
    expect(verdictChange(ended("fail", ["one"]), ended("fail", ["another"]))).to.equal(null);
  });

  it("tells a change to the worse, with the reasons", () => {
    expect(verdictChange(ended("pass"), ended("fail", ["api, memory: leaks."]))).to.deep.equal({
      from: "pass",
      to: "fail",
      text: "Tidemark: steady on embedded went from PASS to FAIL\n- api, memory: leaks.",
    });
  });

  it("tells a change to the better", () => {
    expect(verdictChange(ended("inconclusive"), ended("pass"))?.text).to.equal(
      "Tidemark: steady on embedded went from INCONCLUSIVE to PASS",
    );
  });

  it("names three reasons, and how many more there are", () => {
    const three = verdictChange(ended("pass"), ended("fail", ["a", "b", "c"]));
    expect(three?.text).to.match(/- a\n- b\n- c$/);
    const five = verdictChange(ended("pass"), ended("fail", ["a", "b", "c", "d", "e"]));
    expect(five?.text).to.match(/- c\n- and 2 more$/);
  });

  it("compares a first night with a pass", () => {
    expect(verdictChange(null, ended("pass"))).to.equal(null);
    expect(verdictChange(null, ended("fail"))).to.deep.include({ from: "pass", to: "fail" });
  });

  it("tells of a night that left no record", () => {
    expect(verdictChange(ended("pass"), null)).to.deep.equal({
      from: "pass",
      to: "no record",
      text: "Tidemark: the run left no record (the one before: PASS)",
    });
  });
});
