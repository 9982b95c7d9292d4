import { expect } from "chai";
import { gateOf } from "../../../lib/k6/gate.ts";

describe("gateOf", () => {
  it("leaves the verdict to k6's thresholds where Tidemark did not start k6", () => {
    expect(gateOf({})).to.equal("bare");
    expect(gateOf({ TIDEMARK_ABORT_EARLY: "true" })).to.equal("bare");
  });

  it("only counts under Tidemark, unless lost runs are to be ended early", () => {
    expect(gateOf({ TIDEMARK_RUN: "r" })).to.equal("count");
    expect(gateOf({ TIDEMARK_RUN: "r", TIDEMARK_ABORT_EARLY: "true" })).to.equal("abortEarly");
  });
});
