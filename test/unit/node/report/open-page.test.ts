import { expect } from "chai";
import { openerOf } from "../../../../lib/node/report/open-page.ts";

describe("the program that shows a page", () => {
  it("is the one that each system has for that", () => {
    expect(openerOf("linux")).to.deep.equal(["xdg-open"]);
    expect(openerOf("freebsd")).to.deep.equal(["xdg-open"]);
    expect(openerOf("darwin")).to.deep.equal(["open"]);
  });

  it("gets an empty title on Windows, which would else take the path for one", () => {
    expect(openerOf("win32")).to.deep.equal(["cmd", "/c", "start", ""]);
  });
});
