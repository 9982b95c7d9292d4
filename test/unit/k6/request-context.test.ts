import { expect } from "chai";
import { createContext } from "../../../lib/k6/request-context.ts";

describe("createContext", () => {
  const numbering = () => {
    let asked = 0;
    let rows = 0;
    const context = createContext(7, {
      runId: () => "run",
      iteration: () => {
        asked += 1;
        return 40 + asked;
      },
      row: (name) => {
        rows += 1;
        return { name, number: rows };
      },
    });
    return { context, asked: () => asked };
  };

  it("asks for the iteration's number only when a payload wants it, and once", () => {
    const { context, asked } = numbering();
    context.next();
    expect(asked()).to.equal(0);
    expect([context.iteration, context.iteration]).to.deep.equal([41, 41]);
    expect(asked()).to.equal(1);
  });

  it("starts each iteration with its own number and its own random numbers", () => {
    const { context } = numbering();
    context.next();
    const first = [context.iteration, context.random(), context.random()];
    context.next();
    const second = [context.iteration, context.random(), context.random()];
    expect(second[0]).to.equal(42);
    expect(second.slice(1)).not.to.deep.equal(first.slice(1));
  });

  it("has one row of a file for an iteration, however often a payload asks", () => {
    const { context } = numbering();
    context.next();
    expect([context.row("users"), context.row("users"), context.row("items")]).to.deep.equal([
      { name: "users", number: 1 },
      { name: "users", number: 1 },
      { name: "items", number: 2 },
    ]);
    context.next();
    expect(context.row("users")).to.deep.equal({ name: "users", number: 3 });
  });

  it("repeats the random numbers of an iteration for the same seed", () => {
    const numbers = [numbering(), numbering()].map(({ context }) => [context.random(), context.random()]);
    expect(numbers[0]).to.deep.equal(numbers[1]);
  });
});
