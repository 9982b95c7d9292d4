import { expect } from "chai";
import { convert, parseDuration, type Shape } from "../../kubernetes/stand-in/convert.ts";

const shape: Shape = {
  struct: "HTTPFault",
  fields: { port: "int or string", averageDelay: "duration", errorRate: "number", exclude: "string" },
};

describe("the stand-in for the disruptor", () => {
  it("takes what the disruptor takes", () => {
    convert({ port: 80, averageDelay: "500ms", errorRate: 0.1, exclude: "/a,/b" }, shape);
    convert({ port: "http" }, shape);
    convert({}, shape);
    expect(parseDuration("1.5s")).to.equal(1.5);
  });

  const refused: { what: string; value: unknown; says: string }[] = [
    {
      what: "a duration as a number",
      value: { averageDelay: 500 },
      says: "error converting field averageDelay of struct HTTPFault: expected string got int64",
    },
    {
      what: "a duration without its unit",
      value: { averageDelay: "500" },
      says: 'error converting field averageDelay of struct HTTPFault: time: missing unit in duration "500"',
    },
    { what: "an unknown field", value: { delay: "5ms" }, says: "unknown field delay in struct HTTPFault" },
    { what: "null", value: null, says: "expected value map[string]interface{} got %!s(<nil>)" },
    { what: "a list of paths", value: { exclude: ["/a"] }, says: "expected string got object" },
    {
      what: "a port with a fraction",
      value: { port: 80.5 },
      says: "expected int or string value got float64",
    },
  ];
  for (const { what, value, says } of refused) {
    it(`refuses ${what} in the disruptor's words`, () => {
      expect(() => {
        convert(value, shape);
      }).to.throw(says);
    });
  }
});
