import { expect } from "chai";
import { selector } from "../../../../lib/node/prometheus/selector.ts";

describe("selector", () => {
  it("asks for labels of these values, and without those", () => {
    expect(selector("up", { job: "api" }, { phase: "auth" })).to.equal('up{job="api",phase!="auth"}');
  });

  it("quotes whatever is in a value", () => {
    expect(selector("up", { job: 'a"b\\c\nd' })).to.equal('up{job="a\\"b\\\\c\\nd"}');
  });
});
