import { expect } from "chai";
import { Publications } from "../../../../services/shared/publications.ts";

describe("what was published", () => {
  let nowMs: number;
  let publications: Publications;

  beforeEach(() => {
    nowMs = 0;
    publications = new Publications({ firstMs: 100, maxMs: 300 }, () => nowMs);
  });

  /** How long a record is left in peace from now on. */
  function peaceMs(id: string): number {
    const fromMs = nowMs;
    while (!publications.isDue(id)) nowMs += 1;
    return nowMs - fromMs;
  }

  it("has a record due that was never published", () => {
    expect(publications.isDue("1")).to.equal(true);
  });

  it("leaves each in peace for twice as long as the last time, up to the limit", () => {
    const seen: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      publications.published("1");
      seen.push(peaceMs("1"));
    }
    expect(seen).to.deep.equal([100, 200, 300, 300]);
  });

  it("has a forgotten record due, and begins anew with it", () => {
    publications.published("1");
    publications.published("1");
    publications.forget("1");
    expect(publications.isDue("1")).to.equal(true);
    publications.published("1");
    expect(peaceMs("1")).to.equal(100);
  });

  it("does not grow: it drops what is no longer pending, as soon as that is due", () => {
    for (const id of ["pending", "settled"]) publications.published(id);
    nowMs = 99;
    publications.keepOnly(new Set(["pending"]));
    expect(publications.size, "too young to be looked for").to.equal(2);
    nowMs = 100;
    publications.keepOnly(new Set(["pending"]));
    expect(publications.size).to.equal(1);
    publications.published("pending");
    expect(peaceMs("pending"), "the one that is pending").to.equal(200);
  });
});
