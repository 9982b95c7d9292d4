import { expect } from "chai";
import { readHostArguments, writeHostArguments } from "../../../../lib/node/process/host-protocol.ts";

describe("the arguments of program-host", () => {
  for (const args of [[], ["run", "--out", "csv=a b.csv", "script.js"], ["--", "-e", "", "5000"]]) {
    it(`come out as they went in: ${JSON.stringify(args)}`, () => {
      for (const hands of [false, true]) {
        const given = { graceMs: 1500, hands, command: "/opt/my tools/k6", args };
        expect(readHostArguments(writeHostArguments(given))).to.deep.equal(given);
      }
    });
  }
});
