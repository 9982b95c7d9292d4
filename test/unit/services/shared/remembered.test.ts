import { expect } from "chai";
import { Remembered } from "../../../../services/shared/remembered.ts";

/** A clock and a source of the values 1, 2, 3 ... */
function setUp() {
  const clock = { nowMs: 0 };
  const source = { loads: 0, failing: false };
  const load = async () => {
    source.loads += 1;
    if (source.failing) throw new Error("away");
    return source.loads;
  };
  return { clock, source, remembered: new Remembered(load, 1000, () => clock.nowMs) };
}

describe("a remembered value", () => {
  it("is loaded once while it is young enough, the boundary included", async () => {
    const { clock, remembered } = setUp();
    expect(await remembered.get()).to.equal(1);
    clock.nowMs = 1000;
    expect(await remembered.get()).to.equal(1);
  });

  it("is loaded anew once it is older than allowed", async () => {
    const { clock, remembered } = setUp();
    await remembered.get();
    clock.nowMs = 1001;
    expect(await remembered.get()).to.equal(2);
  });

  it("is loaded once for all who ask at the same time", async () => {
    const { source, remembered } = setUp();
    expect(await Promise.all([remembered.get(), remembered.get(), remembered.get()])).to.deep.equal([
      1, 1, 1,
    ]);
    expect(source.loads).to.equal(1);
  });

  it("does not remember a failure", async () => {
    const { source, remembered } = setUp();
    source.failing = true;
    const failure = await remembered.get().catch((error: unknown) => error);
    expect(failure).to.be.an("error").with.property("message", "away");
    source.failing = false;
    expect(await remembered.get()).to.equal(2);
  });
});
