import { expect } from "chai";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { storeErrorFrom } from "../../../../services/mongo/store-error.ts";
import { StoreError } from "../../../../services/shared/store-error.ts";

function codeOf(error: Error): string | null {
  const found = storeErrorFrom(error);
  return found instanceof StoreError ? found.code : null;
}

const serverError = (code: number) => new MongoServerError({ message: "of the server", code });
const named = (name: string) => Object.assign(new Error("of the driver"), { name });

describe("what went wrong at MongoDB", () => {
  it("is an exhausted pool when no connection came free", () => {
    expect(codeOf(named("MongoWaitQueueTimeoutError"))).to.equal("exhausted");
  });

  it("is a slow operation when the server or the driver gave it up", () => {
    expect(codeOf(serverError(50))).to.equal("slow");
    expect(codeOf(named("MongoNetworkTimeoutError"))).to.equal("slow");
  });

  it("is a store that is away when there is no server, or it refuses to serve", () => {
    const names = ["MongoServerSelectionError", "MongoPoolClearedError", "MongoNotConnectedError"];
    for (const name of names) expect(codeOf(named(name)), name).to.equal("unavailable");
    expect(codeOf(new MongoNetworkError("connection 1 closed"))).to.equal("unavailable");
    expect(codeOf(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))).to.equal("unavailable");
    for (const code of [18, 91, 10_107, 11_600]) {
      expect(codeOf(serverError(code)), String(code)).to.equal("unavailable");
    }
  });

  it("stays what it is when an operation is wrong: that is a fault of ours", () => {
    const duplicate = serverError(11_000);
    expect(storeErrorFrom(duplicate)).to.equal(duplicate);
    const found = new StoreError("slow", null);
    expect(storeErrorFrom(found)).to.equal(found);
    expect(storeErrorFrom("text")).to.equal("text");
  });
});
