import { expect } from "chai";
import { createLeases } from "../../../../../lib/node/chaos/controller/leases.ts";
import { heldClock } from "./support/held-clock.ts";

describe("leases", () => {
  function leasesAndClock() {
    const clock = heldClock();
    return { clock, leases: createLeases(() => clock.monotonicMs()) };
  }

  it("hold until their end, and not at it", () => {
    const { clock, leases } = leasesAndClock();
    leases.grant("a", 1_000);
    clock.pass(999);
    expect(leases.expired()).to.deep.equal([]);
    clock.pass(1);
    expect(leases.expired()).to.deep.equal(["a"]);
  });

  it("count anew from a renewal", () => {
    const { clock, leases } = leasesAndClock();
    leases.grant("a", 1_000);
    clock.pass(900);
    expect(leases.renew("a")).to.be.true;
    clock.pass(900);
    expect(leases.expired()).to.deep.equal([]);
    clock.pass(100);
    expect(leases.expired()).to.deep.equal(["a"]);
  });

  it("can't be renewed once they have run out, even before anybody noticed", () => {
    const { clock, leases } = leasesAndClock();
    leases.grant("a", 1_000);
    clock.pass(1_000);
    expect(leases.renew("a")).to.be.false;
    expect(leases.expired()).to.deep.equal(["a"]);
  });

  it("can't be renewed where there are none", () => {
    const { leases } = leasesAndClock();
    expect(leases.renew("a")).to.be.false;
    leases.grant("a", 1_000);
    leases.release("a");
    expect(leases.renew("a")).to.be.false;
  });

  it("run out each by itself, and not once they are released", () => {
    const { clock, leases } = leasesAndClock();
    leases.grant("a", 1_000);
    leases.grant("b", 2_000);
    leases.grant("c", 1_000);
    leases.release("c");
    clock.pass(1_000);
    expect(leases.expired()).to.deep.equal(["a"]);
    clock.pass(1_000);
    expect(leases.expired()).to.deep.equal(["a", "b"]);
  });

  for (const [what, toMs] of [
    ["set back by a day", -86_400_000],
    ["set forward by a day", 86_400_000],
  ] as const) {
    it(`are neither longer nor shorter where the time of day is ${what}`, () => {
      const { clock, leases } = leasesAndClock();
      leases.grant("a", 1_000);
      clock.setTimeOfDay(clock.nowMs() + toMs);
      clock.pass(999);
      expect(leases.expired()).to.deep.equal([]);
      clock.pass(1);
      expect(leases.expired()).to.deep.equal(["a"]);
    });
  }
});
