import { expect } from "chai";
import { requestOutlastedItsIteration } from "../../../../lib/node/generator/outlasted.ts";

const ended = (requestMs: number, iterationMs: number) => ({
  metrics: {
    http_req_duration: { values: { max: requestMs } },
    iteration_duration: { values: { max: iterationMs } },
  },
});

describe("requestOutlastedItsIteration", () => {
  it("is true of a request that took longer than any iteration, by more than a clock may be corrected", () => {
    expect(requestOutlastedItsIteration(ended(701, 600))).to.equal(true);
    expect(requestOutlastedItsIteration(ended(700, 600))).to.equal(false);
    expect(requestOutlastedItsIteration(ended(599, 600))).to.equal(false);
  });

  it("is false where k6 kept no times", () => {
    expect(requestOutlastedItsIteration({ metrics: {} })).to.equal(false);
    expect(requestOutlastedItsIteration(null)).to.equal(false);
  });
});
