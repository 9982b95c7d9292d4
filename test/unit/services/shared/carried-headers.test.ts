import { expect } from "chai";
import { carriedHeaders, requestIdOf } from "../../../../services/shared/carried-headers.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("what a request hands on to other services", () => {
  it("is its id alone when it brought nothing", () => {
    expect(carriedHeaders({ id: "abc", headers: {} })).to.deep.equal({ "x-request-id": "abc" });
  });

  it("is its trace context and the mark of a test's traffic too", () => {
    const headers = { traceparent, tracestate: "vendor=1", "x-tidemark-traffic": "synthetic" };
    expect(carriedHeaders({ id: "abc", headers })).to.deep.equal({ "x-request-id": "abc", ...headers });
  });

  it("is no trace context that breaks the standard, and no mark of another value", () => {
    const headers = { traceparent: "00-1-2-3", tracestate: "vendor=1", "x-tidemark-traffic": "real" };
    expect(carriedHeaders({ id: "abc", headers })).to.deep.equal({ "x-request-id": "abc" });
  });
});

describe("a request's id", () => {
  it("is the caller's where it is short and harmless", () => {
    expect(requestIdOf({ headers: { "x-request-id": "run-1:42" } })).to.equal("run-1:42");
  });

  it("is a new one where the caller's is missing, too long or could spoil a log", () => {
    for (const given of [undefined, "", "x".repeat(129), "a b", 'a"b']) {
      const headers = given === undefined ? {} : { "x-request-id": given };
      expect(requestIdOf({ headers })).to.match(/^[0-9a-f-]{36}$/);
    }
  });
});
