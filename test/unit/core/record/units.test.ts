import { expect } from "chai";
import {
  count,
  counted,
  duration,
  percent,
  percentagePoints,
  rate,
} from "../../../../lib/core/record/units.ts";

describe("units for people", () => {
  it("group thousands and leave decimals alone", () => {
    expect([0, 999, 1000, 30_000, 1_234_567, 1234.5].map(count)).to.deep.equal([
      "0",
      "999",
      "1,000",
      "30,000",
      "1,234,567",
      "1,234.5",
    ]);
  });

  it("show a share in percent without needless decimals", () => {
    expect([0, 0.5, 0.95, 0.99, 0.995, 1].map((share) => percent(share))).to.deep.equal([
      "0 %",
      "50 %",
      "95 %",
      "99 %",
      "99.5 %",
      "100 %",
    ]);
  });

  it("never show a share below 1 as 100 %", () => {
    expect(percent(0.99987)).to.equal("99.987 %");
    expect(percent(0.9999999)).to.equal("99.99999 %");
  });

  it("never show a share as the goal that it misses or passes by little", () => {
    expect(percent(0.98999, 0.99)).to.equal("98.999 %");
    expect(percent(0.990001, 0.99)).to.equal("99.0001 %");
    expect(percent(0.99, 0.99)).to.equal("99 %");
  });

  it("sign a margin in percentage points", () => {
    expect(percentagePoints(0.005)).to.equal("+0.5 pp");
    expect(percentagePoints(-0.0123)).to.equal("-1.2 pp");
    expect(percentagePoints(0.995 - 0.99)).to.equal("+0.5 pp");
    expect(percentagePoints(0)).to.equal("+0 pp");
    expect(percentagePoints(-0.00000012)).to.equal("-0.000012 pp");
  });

  it("show a duration in the unit that reads best", () => {
    expect([0, 0.0000123, 0.004, 0.01234, 0.5, 1, 1.254, 300].map(duration)).to.deep.equal([
      "0 ms",
      "0.0123 ms",
      "4 ms",
      "12.3 ms",
      "500 ms",
      "1 s",
      "1.25 s",
      "300 s",
    ]);
  });

  it("show a rate with four significant digits", () => {
    expect([100, 99.98, 0.5, 2999.6].map(rate)).to.deep.equal(["100/s", "99.98/s", "0.5/s", "3,000/s"]);
  });

  it("agree in number", () => {
    expect(counted(1, "request")).to.equal("1 request");
    expect(counted(0, "request")).to.equal("0 requests");
    expect(counted(2000, "body", "bodies")).to.equal("2,000 bodies");
  });
});
