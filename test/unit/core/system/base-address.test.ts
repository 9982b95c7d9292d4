import { expect } from "chai";
import { parseBaseAddress } from "../../../../lib/core/system/base-address.ts";

describe("parseBaseAddress", () => {
  for (const address of [
    "http://127.0.0.1:8000",
    "https://api.example.com",
    "http://[::1]:8000",
    "http://user_service:80",
    "https://gateway.example/shop/v2",
  ]) {
    it(`accepts ${address}`, () => {
      expect(parseBaseAddress(address)).to.deep.equal({ ok: true, address });
    });
  }

  it("takes slashes off the end, because paths are appended", () => {
    expect(parseBaseAddress("http://a:1/shop//")).to.deep.equal({ ok: true, address: "http://a:1/shop" });
  });

  for (const [address, rule] of [
    ["ftp://a", "must begin with http:// or https://"],
    ["127.0.0.1:8000", "must begin with http:// or https://"],
    ["", "must begin with http:// or https://"],
    ["http://me:secret@a", "must not hold credentials: addresses are printed and kept in the record"],
    ["http://a?x=1", "must not hold a query or a fragment: paths are appended to it"],
    ["http://a#x", "must not hold a query or a fragment: paths are appended to it"],
    ["http://", "must be an address like http://host:port"],
    ["http://a b", "must be an address like http://host:port"],
    ["http://a:port", "must be an address like http://host:port"],
    ["http://a:0", "must have a port between 1 and 65535"],
    ["http://a:65536", "must have a port between 1 and 65535"],
  ] as const) {
    it(`refuses ${JSON.stringify(address)}: ${rule}`, () => {
      expect(parseBaseAddress(address)).to.deep.equal({ ok: false, rule });
    });
  }

  it("accepts the largest port", () => {
    expect(parseBaseAddress("http://a:65535").ok).to.equal(true);
  });
});
