import { expect } from "chai";
import { isRunTag, runIn } from "../../../../lib/core/record/run-tag.ts";
import { newRunId } from "../../../../lib/node/records/run-id.ts";

const run = "20260802T101530Z-sustained-k3f9x2";

describe("runIn", () => {
  it("finds the id of the run between what stands before it and what follows", () => {
    expect(runIn(`load-${run}-17-0a1b2c3d`, "load-")).to.equal(run);
    expect(runIn(`load ${run}`, "load ")).to.equal(run);
    expect(runIn("load-bare-1754129730123-4-0a1b2c3d", "load-")).to.equal("bare-1754129730123");
  });

  it("finds every id that a run can have, whatever its scenario is called", () => {
    for (const scenario of ["smoke", "my-own_test2", "x"]) {
      const id = newRunId(scenario, new Date(0));
      expect(runIn(`load-${id}-0-00000000`, "load-"), id).to.equal(id);
      expect(isRunTag(id), id).to.equal(true);
    }
  });

  const others = [
    `Load-${run}-17-0a1b2c3d`,
    `my load-${run}-17-0a1b2c3d`,
    `${run}-17-0a1b2c3d`,
    "load-",
    "load-balancer",
    "load-20260802-sustained-k3f9x2-1",
    "load-20260802T101530Z-sustained-k3f9x2y-1",
    "load-20260802T101530Z-sustained-aeiou1-1",
    "load-20260802T101530Z--k3f9x2-1",
    "load-bare-175412973012-1",
    "load-bare-17541297301234-1",
    "load-bear-1754129730123",
  ];
  for (const text of others) {
    it(`leaves alone what is not quite like one: ${text}`, () => {
      expect(runIn(text, "load-")).to.equal(null);
    });
  }
});

describe("isRunTag", () => {
  it("takes the whole text or nothing", () => {
    expect(isRunTag(run)).to.equal(true);
    expect(["", "load-", `${run}-1`, ` ${run}`, "20260802"].filter(isRunTag)).to.deep.equal([]);
  });
});
