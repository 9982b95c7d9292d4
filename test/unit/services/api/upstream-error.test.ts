import { expect } from "chai";
import { problemFromUpstreamError, UpstreamError } from "../../../../services/api/upstream-error.ts";

describe("the answer to a failure of a service behind", () => {
  it("is 502 for no connection or nonsense, 503 where it cannot serve, 504 past the deadline", () => {
    const statuses = { unreachable: 502, unexpected: 502, unavailable: 503, deadline: 504 } as const;
    for (const code of ["unreachable", "unexpected", "unavailable", "deadline"] as const) {
      const problem = problemFromUpstreamError(new UpstreamError(code, "postgres", "broke"));
      expect(problem).to.include({ status: statuses[code], code: `upstream-${code}` });
      expect(problem?.detail).not.to.contain("postgres");
    }
  });

  it("hands on when to try again", () => {
    const error = new UpstreamError("unavailable", "postgres", "answered 503", { retryAfterSeconds: 7 });
    expect(problemFromUpstreamError(error)?.retryAfterSeconds).to.equal(7);
  });

  it("is left to others for any other error", () => {
    expect(problemFromUpstreamError(new Error("other"))).to.be.null;
  });
});
