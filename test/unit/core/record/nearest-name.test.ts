import { expect } from "chai";
import { nearestName } from "../../../../lib/core/record/nearest-name.ts";

const flags = ["--rate", "--duration", "--ramp-up", "--results"];

describe("nearestName", () => {
  for (const [received, meant] of [
    ["--durration", "--duration"],
    ["--raet", "--rate"],
    ["--RATE", "--rate"],
    ["--result", "--results"],
  ] as const) {
    it(`takes ${received} for ${meant}`, () => {
      expect(nearestName(received, flags)).to.equal(meant);
    });
  }

  it("guesses nothing where more than a third of the letters differ", () => {
    expect(nearestName("--speed", flags)).to.equal(null);
  });

  it("guesses nothing where nothing is known", () => {
    expect(nearestName("smoke", [])).to.equal(null);
  });

  it("counts a swap of neighbours as one edit: ab is near ba, and not near cd", () => {
    expect(nearestName("ba", ["cd", "ab"])).to.equal("ab");
  });

  it("takes the first of two that are equally near", () => {
    expect(nearestName("cat", ["bat", "hat"])).to.equal("bat");
  });
});
