import { expect } from "chai";
import type { LookupFunction } from "node:net";
import { limitedLookup } from "../../../../lib/node/tools/limited-lookup.ts";

function ask(lookup: LookupFunction): Promise<{ code: string | undefined; address: unknown }> {
  return new Promise((resolve) => {
    lookup("host.example", {}, (error, address) => resolve({ code: error?.code, address }));
  });
}

describe("a limited lookup of a host's name", () => {
  it("gives the resolver's answer", async () => {
    const lookup: LookupFunction = (_host, _options, answer) => answer(null, "192.0.2.1", 4);
    expect(await ask(limitedLookup(1_000, lookup))).to.deep.equal({ code: undefined, address: "192.0.2.1" });
  });

  it("gives the resolver's error", async () => {
    const lookup: LookupFunction = (_host, _options, answer) =>
      answer(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }), "", 0);
    expect((await ask(limitedLookup(1_000, lookup))).code).to.equal("ENOTFOUND");
  });

  it("gives up on a resolver that does not answer, and ignores what comes later", async () => {
    const late: { answer?: () => void } = {};
    const lookup: LookupFunction = (_host, _options, answer) => {
      late.answer = () => answer(null, "192.0.2.1", 4);
    };
    expect((await ask(limitedLookup(1, lookup))).code).to.equal("EAI_AGAIN");
    expect(() => late.answer?.()).not.to.throw();
  });
});
