import { expect } from "chai";
import { splitCores } from "../../../../lib/node/process/pinning.ts";

describe("processors divided between the load and the system", () => {
  const table: readonly {
    cores: readonly number[];
    generator: readonly number[];
    system: readonly number[];
  }[] = [
    { cores: [0, 1], generator: [0], system: [1] },
    { cores: [2, 5, 7], generator: [2], system: [5, 7] },
    { cores: [0, 1, 2, 3, 4, 5, 6, 7], generator: [0, 1], system: [2, 3, 4, 5, 6, 7] },
  ];
  for (const { cores, generator, system } of table) {
    it(`are ${generator.join(", ")} and ${system.join(", ")} of ${cores.join(", ")}`, () => {
      expect(splitCores(cores)).to.deep.equal({ generator, system });
    });
  }

  it("are not, where there is one or none", () => {
    expect([splitCores([3]), splitCores([])]).to.deep.equal([null, null]);
  });
});
