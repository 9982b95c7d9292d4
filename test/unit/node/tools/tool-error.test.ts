import { expect } from "chai";
import { pinnedProgram, readPins } from "../../../../lib/node/tools/pinned.ts";
import { explicitUnusable, notFound, remedies } from "../../../../lib/node/tools/tool-error.ts";

const k6 = pinnedProgram(readPins(), "k6");

describe("the wording about an outside program", () => {
  it("aligns the ways that were tried, and ends with what helps", () => {
    const lines = notFound("k6", k6, [
      { way: "PATH", why: "no k6 on it" },
      { way: "official release", why: "the connection was refused" },
    ]).split("\n");
    expect(lines.slice(0, 3)).to.deep.equal([
      "no k6 2.2.x was found, and none could be installed:",
      "  PATH              no k6 on it",
      "  official release  the connection was refused",
    ]);
    expect(lines.slice(4)).to.deep.equal(remedies("k6", k6).map((remedy) => `  - ${remedy}`));
  });

  it("recommends neither a release nor a build to a program that has none", () => {
    expect(remedies("k6", { ...k6, release: null, goModule: null })).to.deep.equal([
      `install k6 2.2.x so that it is on the PATH: ${k6.installPage}`,
      "set K6_BINARY to the path of a k6 2.2.x",
    ]);
  });

  it("names the variable, the rule, what was received and the remedy", () => {
    expect(explicitUnusable(k6, "/opt/k6", "it is version 1.0.0, not 2.2.x")).to.equal(
      "K6_BINARY must name a k6 2.2.x that runs here, got /opt/k6: it is version 1.0.0, not 2.2.x; " +
        "set K6_BINARY to the path of a k6 2.2.x, or unset it so that Tidemark finds or gets one",
    );
  });
});
