import { expect } from "chai";
import { isRunId, newRunId } from "../../../../lib/node/records/run-id.ts";

const now = new Date("2026-08-02T10:15:30.123Z");

describe("newRunId", () => {
  it("is the time in UTC, the scenario and a random end", () => {
    expect(newRunId("sustained", now, () => 0)).to.equal("20260802T101530Z-sustained-222222");
  });

  it("sorts by start, whatever the scenario", () => {
    const later = new Date(now.getTime() + 1000);
    const ids = [newRunId("smoke", later, () => 0), newRunId("sustained", now, () => 5)];
    expect(ids.toSorted()).to.deep.equal([ids[1], ids[0]]);
  });

  it("keeps runs apart that start in the same second", () => {
    const ids = Array.from({ length: 50 }, () => newRunId("smoke", now));
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("is known again, and nothing else is", () => {
    expect(isRunId(newRunId("data_base-2", now))).to.equal(true);
    for (const other of ["latest", "", "../x", "20260802T101530Z", "20260802T101530Z-a/b-222222", "smoke"]) {
      expect(isRunId(other), other).to.equal(false);
    }
  });
});
