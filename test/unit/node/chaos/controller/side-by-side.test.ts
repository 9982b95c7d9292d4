import { expect } from "chai";
import { sideBySide } from "../../../../../lib/node/chaos/controller/side-by-side.ts";
import { faultOf } from "./support/scripted-system.ts";

describe("undoing side by side", () => {
  it("takes no more than so many at a time, and answers in order", async () => {
    let now = 0;
    let most = 0;
    const faults = ["a", "b", "c", "d", "e"].map((name) => ({ fault: faultOf(name, name) }));
    const answers = await sideBySide(
      faults,
      async ({ fault }) => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return fault.faultId;
      },
      2,
    );
    expect(answers).to.deep.equal(["a", "b", "c", "d", "e"]);
    expect(most).to.equal(2);
  });

  it("does not stop for a row of faults that touch the same thing, however few may go at a time", async () => {
    const faults = ["a", "b", "c"].map((id) => ({ fault: faultOf(id, "shared") }));
    const order: string[] = [];
    await sideBySide(faults, async ({ fault }) => void order.push(fault.faultId), 2);
    expect(order).to.deep.equal(["a", "b", "c"]);
  });
});
