import { expect } from "chai";
import { openerOf } from "../../../../lib/node/report/open-page.ts";

describe("openerOf", () => {
  it("is the program that each system shows a file with", () => {
    expect(openerOf("darwin")).to.deep.equal(["open"]);
    expect(openerOf("linux")).to.deep.equal(["xdg-open"]);
    expect(openerOf("freebsd")).to.deep.equal(["xdg-open"]);
  });

  it("gives Windows an empty title, which it would else take from the path", () => {
    expect(openerOf("win32")).to.deep.equal(["cmd", "/c", "start", ""]);
  });
});
