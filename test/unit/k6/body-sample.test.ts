import { expect } from "chai";
import { createBodySample } from "../../../lib/k6/body-sample.ts";

const taken = (everyNth: number, vu: number, requests: number): number => {
  const inSample = createBodySample(everyNth, vu);
  return Array.from({ length: requests }, inSample).filter(Boolean).length;
};

describe("createBodySample", () => {
  it("takes every n-th body", () => {
    const inSample = createBodySample(3, 1);
    expect(Array.from({ length: 7 }, inSample)).to.deep.equal([true, false, false, true, false, false, true]);
  });

  it("takes all for 1, and none for 0", () => {
    expect(taken(1, 5, 10)).to.equal(10);
    expect(taken(0, 1, 10)).to.equal(0);
  });

  it("takes the same share from many virtual users with few requests each", () => {
    const total = Array.from({ length: 100 }, (_, index) => taken(10, index + 1, 5)).reduce((a, b) => a + b);
    expect(total).to.equal(50); // 500 requests
  });
});
