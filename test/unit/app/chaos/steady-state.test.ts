import { expect } from "chai";
import { steadyRefusals, steadyState } from "../../../../lib/app/chaos/steady-state.ts";

const row = (endpoint: string, second: number, status = 200) => {
  return {
    schema: 1,
    about: "endpoint",
    atMs: second * 1000,
    endpoint,
    ok: status === 200,
    status,
    seconds: 0.01,
  } as const;
};

describe("the steady state", () => {
  it("holds once every endpoint was good for three seconds without a break", () => {
    const state = steadyState(["a", "b"]);
    for (const second of [0, 1, 2, 3]) state.see(row("a", second));
    for (const second of [1, 2, 3]) state.see(row("b", second));
    expect(state.wrong).to.deep.equal(["b was good for too short a time"]);
    state.see(row("b", 4));
    expect(state.wrong).to.deep.equal([]);
  });

  it("begins anew with each bad answer", () => {
    const state = steadyState(["a"]);
    for (const second of [0, 1, 2]) state.see(row("a", second));
    state.see(row("a", 3, 503));
    expect(state.wrong).to.deep.equal(["a answered 503"]);
    for (const second of [4, 5, 6]) state.see(row("a", second));
    expect(state.wrong).to.deep.equal(["a was good for too short a time"]);
    state.see(row("a", 7));
    expect(state.wrong).to.deep.equal([]);
  });

  it("does not hold for what gave no answer, or was not asked", () => {
    const state = steadyState(["a", "b"]);
    state.see(row("a", 0, 0));
    expect(state.wrong).to.deep.equal(["a gave no answer in time", "b was not asked"]);
    expect(steadyRefusals(state.wrong)).to.deep.equal([
      {
        code: "notSteady",
        text:
          "the system must be well before anything is done to it, and is not: for 15 s " +
          "a gave no answer in time; b was not asked; mend it first",
      },
    ]);
    expect(steadyRefusals([])).to.deep.equal([]);
  });
});
