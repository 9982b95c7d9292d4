import { expect } from "chai";
import { isOlder, requiredGo } from "../../../../lib/node/tools/go-toolchain.ts";

describe("the Go that a module needs", () => {
  it("is the one in the go line of its go.mod, not in a toolchain line", () => {
    expect(requiredGo("module x\n\ngo 1.25.0\n\ntoolchain go1.26.1\n")).to.equal("1.25.0");
  });

  it("is any when the go.mod does not say", () => {
    expect(requiredGo("module x\n")).to.equal("0");
  });

  const cases = [
    { version: "1.25.0", than: "1.25.0", older: false },
    { version: "1.25", than: "1.25.0", older: false },
    { version: "1.26.8", than: "1.25.0", older: false },
    { version: "1.24.12", than: "1.25.0", older: true },
    { version: "1.9.7", than: "1.25.0", older: true },
    { version: "2.0", than: "1.25.0", older: false },
  ];
  for (const { version, than, older } of cases) {
    it(`${version} is ${older ? "" : "not "}older than ${than}`, () => {
      expect(isOlder(version, than)).to.equal(older);
    });
  }
});
