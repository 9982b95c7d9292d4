import { expect } from "chai";
import { keepTrying, type Wait } from "../../../../services/shared/keep-trying.ts";

const backoff = { firstMs: 100, maxMs: 300 };

/** Fails the first `failures` times. */
function flaky(failures: number): () => Promise<void> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= failures) throw new Error(`failure ${calls}`);
  };
}

describe("trying until it works", () => {
  it("waits longer after each failure, up to the longest wait", async () => {
    const waits: number[] = [];
    const wait: Wait = async (ms) => void waits.push(ms);
    const failures: string[] = [];
    const onFailure = (error: unknown) => failures.push((error as Error).message);
    const done = await keepTrying(flaky(4), onFailure, backoff, new AbortController().signal, wait);
    expect(done).to.be.true;
    expect(waits).to.deep.equal([100, 200, 300, 300]);
    expect(failures).to.deep.equal(["failure 1", "failure 2", "failure 3", "failure 4"]);
  });

  it("gives up, without success, when it is told to while it waits", async () => {
    const giveUp = new AbortController();
    const wait: Wait = async () => giveUp.abort();
    const done = await keepTrying(flaky(9), () => undefined, backoff, giveUp.signal, wait);
    expect(done).to.be.false;
  });
});
