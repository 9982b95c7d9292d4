import { expect } from "chai";
import { createRandom } from "../../../lib/k6/random.ts";

const draw = (seed: number, iteration: number, count: number): number[] => {
  const random = createRandom(seed, iteration);
  return Array.from({ length: count }, random);
};

describe("createRandom", () => {
  it("gives the same numbers for the same seed and iteration", () => {
    expect(draw(7, 3, 5)).to.deep.equal(draw(7, 3, 5));
  });

  it("gives other numbers for another seed, and for another iteration", () => {
    expect(draw(8, 3, 5)).not.to.deep.equal(draw(7, 3, 5));
    expect(draw(7, 4, 5)).not.to.deep.equal(draw(7, 3, 5));
  });

  it("stays in [0, 1) and is spread evenly over it, also over the first numbers of neighbouring iterations", () => {
    const firsts = Array.from({ length: 10_000 }, (_, iteration) => createRandom(1, iteration)());
    expect(firsts.every((value) => value >= 0 && value < 1)).to.be.true;
    const perTenth = Array.from({ length: 10 }, (_, tenth) =>
      firsts.filter((v) => Math.floor(v * 10) === tenth),
    );
    // Binomial(10,000, 0.1): mean 1,000, standard deviation 30; five of them either way.
    for (const { length } of perTenth) expect(length).to.be.within(850, 1150);
  });
});
