import { expect } from "chai";
import { baseAddress } from "../../../lib/k6/base-address.ts";

describe("baseAddress", () => {
  it("is the plan's, without a slash at its end", () => {
    expect(baseAddress("api", {}, { api: "http://127.0.0.1:8000/" })).to.equal("http://127.0.0.1:8000");
  });

  it("is what -e says, where it says something", () => {
    const environment = { TIDEMARK_URL_USER_SERVICE: "http://staging" };
    expect(baseAddress("user-service", environment, { "user-service": "http://x" })).to.equal(
      "http://staging",
    );
  });

  it("names the variable to pass for a service that nobody knows", () => {
    expect(() => baseAddress("api", {}, {})).to.throw(/service api: .*-e TIDEMARK_URL_API=/);
  });
});
