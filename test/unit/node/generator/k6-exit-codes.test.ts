import { expect } from "chai";
import { k6ExitCodes, k6ExitMeaning } from "../../../../lib/node/generator/k6-exit-codes.ts";

describe("k6's exit codes", () => {
  it("each have a meaning in words", () => {
    for (const code of Object.values(k6ExitCodes)) {
      expect(k6ExitMeaning(code)).to.match(new RegExp(`^exit code ${code}: \\S+ `));
    }
  });

  // errext/exitcodes/codes.go of k6 v2.2.0
  for (const [code, meaning] of [
    [0, "the test ran to its end"],
    [99, "a threshold was crossed"],
    [104, "k6 refused its options"],
    [105, "ended by a signal"],
    [107, "an exception while the script was loaded"],
    [108, "the script ended the test"],
    [109, "k6 itself crashed (Go panic)"],
  ] as const) {
    it(`say of ${code}: ${meaning}`, () => {
      expect(k6ExitMeaning(code)).to.equal(`exit code ${code}: ${meaning}`);
    });
  }

  it("are shown as they are where k6 has no such code, and said to be missing after a kill", () => {
    expect(k6ExitMeaning(42)).to.equal("exit code 42");
    expect(k6ExitMeaning(null)).to.equal("no exit code: k6 was killed");
  });
});
