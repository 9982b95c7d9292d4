import { expect } from "chai";
import { createInterruption, Interrupted } from "../../../../lib/app/run/interruption.ts";

function recorded() {
  const asked: string[] = [];
  const handlers = {
    gracefully: () => void asked.push("gracefully"),
    atOnce: () => void asked.push("at once"),
  };
  return { asked, handlers };
}

describe("an interruption", () => {
  it("asks for a graceful end at the first signal and for an immediate one at the second", () => {
    const interruption = createInterruption();
    const { asked, handlers } = recorded();
    interruption.onRequest(handlers);
    interruption.signalled("SIGINT");
    expect(asked).to.deep.equal(["gracefully"]);
    interruption.signalled("SIGTERM");
    expect(asked).to.deep.equal(["gracefully", "at once"]);
    expect(interruption.signal).to.equal("SIGINT");
  });

  it("tells a handler that comes late what was asked for before", () => {
    for (const [signals, expected] of [
      [1, "gracefully"],
      [2, "at once"],
    ] as const) {
      const interruption = createInterruption();
      for (let count = 0; count < signals; count += 1) interruption.signalled("SIGINT");
      const { asked, handlers } = recorded();
      interruption.onRequest(handlers);
      expect(asked).to.deep.equal([expected]);
    }
  });

  it("aborts the step that is under way, and lets no further one begin", () => {
    const interruption = createInterruption();
    expect(() => interruption.throwIfRequested()).not.to.throw();
    interruption.signalled("SIGHUP");
    expect(interruption.abort.aborted).to.equal(true);
    expect(() => interruption.throwIfRequested())
      .to.throw(Interrupted)
      .with.property("signal", "SIGHUP");
  });
});
