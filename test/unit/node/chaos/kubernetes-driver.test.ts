import { expect } from "chai";
import { labelValue } from "../../../../lib/node/chaos/kubernetes-driver.ts";

describe("the mark of a fault on its pods", () => {
  it("is the fault's id where that is a label's value", () => {
    expect(labelValue("http-errors-2026-11-25.1")).to.equal("http-errors-2026-11-25.1");
  });

  it("is made one: no other character, a letter or digit at both ends, at most 63, the end of it", () => {
    expect(labelValue("run/1: a b-")).to.equal("run-1--a-b");
    expect(labelValue(`${"x".repeat(60)}-repetition-3`))
      .to.have.lengthOf(63)
      .and.to.match(/-repetition-3$/);
    expect(labelValue(`-${"x".repeat(70)}`)).to.match(/^x{63}$/);
  });
});
