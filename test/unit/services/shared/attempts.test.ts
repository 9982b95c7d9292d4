import { expect } from "chai";
import { workOff, type AttemptRules } from "../../../../services/shared/attempts.ts";
import { TryLater, type Delivery } from "../../../../services/shared/work-queue.ts";

const rules: AttemptRules = { attempts: 3, backoff: { firstMs: 100, maxMs: 250 } };
const message = { id: "7", carried: {} };
const open = new AbortController().signal;

/** Runs a handler that fails as listed and then succeeds; tells what it was given and how long was waited. */
async function run(failures: readonly Error[], closing = open) {
  const deliveries: Delivery[] = [];
  const waits: number[] = [];
  const left = [...failures];
  const result = await workOff(
    message,
    async (_message, delivery) => {
      deliveries.push(delivery);
      const failure = left.shift();
      if (failure !== undefined) throw failure;
    },
    rules,
    closing,
    async (ms) => void waits.push(ms),
  );
  return { result, attempts: deliveries.map(({ attempt }) => attempt), deliveries, waits };
}

const failure = (text: string) => new Error(text);

describe("the attempts at a message", () => {
  it("end with the first success", async () => {
    const { result, attempts, waits } = await run([]);
    expect([result.kind, attempts, waits]).to.deep.equal(["done", [1], []]);
  });

  it("have growing waits between them, up to the longest", async () => {
    const later = new TryLater(failure("away"));
    const { waits } = await run([later, later, later, later]);
    expect(waits).to.deep.equal([100, 200, 250, 250]);
  });

  it("may be as many as the rules say, the last one included", async () => {
    const { result, attempts } = await run([failure("one"), failure("two")]);
    expect([result.kind, attempts]).to.deep.equal(["done", [1, 2, 3]]);
  });

  it("are given up after the last, with its error", async () => {
    const last = failure("three");
    const { result, deliveries } = await run([failure("one"), failure("two"), last]);
    expect(result).to.deep.equal({ kind: "givenUp", error: last });
    expect(deliveries.map(({ isLastAttempt }) => isLastAttempt)).to.deep.equal([false, false, true]);
  });

  it("do not count those in which nothing could be done", async () => {
    const later = new TryLater(failure("away"));
    const { result, attempts } = await run([later, failure("one"), later, later]);
    expect([result.kind, attempts]).to.deep.equal(["done", [1, 1, 2, 2, 2]]);
  });

  it("end without a result when the queue closes: the message is handed back", async () => {
    const { result, attempts } = await run([], AbortSignal.abort());
    expect([result.kind, attempts]).to.deep.equal(["handedBack", []]);
  });
});
