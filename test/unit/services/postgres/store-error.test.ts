import { expect } from "chai";
import { storeErrorFrom } from "../../../../services/postgres/store-error.ts";
import { problemFromStoreError, StoreError } from "../../../../services/shared/store-error.ts";

function failure(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

function codeOf(error: Error): string | null {
  const found = storeErrorFrom(error);
  return found instanceof StoreError ? found.code : null;
}

describe("what went wrong at the store", () => {
  it("is an exhausted pool when no connection came free", () => {
    expect(codeOf(failure("timeout exceeded when trying to connect"))).to.equal("exhausted");
  });

  it("is a slow statement when the server or the driver gave it up", () => {
    expect(codeOf(failure("canceling statement due to statement timeout", "57014"))).to.equal("slow");
    expect(codeOf(failure("Query read timeout"))).to.equal("slow");
  });

  it("is a store that is away when there is no connection, or it refuses to serve", () => {
    const codes = [
      "ECONNREFUSED",
      "ECONNRESET",
      "08006",
      "57P01",
      "57P03",
      "53300",
      "42P01",
      "28P01",
      "3D000",
    ];
    for (const code of codes) expect(codeOf(failure("away", code)), code).to.equal("unavailable");
    expect(codeOf(failure("Connection terminated unexpectedly"))).to.equal("unavailable");
    expect(codeOf(failure("Connection terminated due to connection timeout"))).to.equal("unavailable");
  });

  it("stays what it is when a query is wrong: that is a fault of ours", () => {
    const syntaxError = failure("syntax error", "42601");
    expect(storeErrorFrom(syntaxError)).to.equal(syntaxError);
    expect(storeErrorFrom("text")).to.equal("text");
  });
});

describe("the answer to an error of the store", () => {
  it("is 503 with Retry-After for an exhausted pool and a store that is away, 504 for a slow one", () => {
    const statuses = { exhausted: 503, unavailable: 503, slow: 504 } as const;
    for (const code of ["exhausted", "unavailable", "slow"] as const) {
      const problem = problemFromStoreError(new StoreError(code, null));
      expect(problem).to.include({ status: statuses[code], code: `store-${code}`, retryAfterSeconds: 1 });
    }
  });

  it("is left to others for any other error", () => {
    expect(problemFromStoreError(new Error("other"))).to.be.null;
  });
});
