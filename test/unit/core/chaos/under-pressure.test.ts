import { expect } from "chai";
import { takenBy } from "../../../../lib/core/chaos/under-pressure.ts";
import {
  containerSqueezed,
  containerThrottled,
  memoryTaken,
  notMeasured,
  processorsTaken,
} from "./given-pressures.ts";

const MEBIBYTE = 2 ** 20;
const idle = { periods: 100, throttledPeriods: 0, throttledSeconds: 0 };

describe("takenBy", () => {
  it("takes half of the processors that the services may use for taken, and less for not", () => {
    expect(takenBy([processorsTaken({ processors: 2, takenProcessors: 1 })])).to.equal("taken");
    expect(takenBy([processorsTaken({ processors: 2, takenProcessors: 0.999 })])).to.equal("notTaken");
    // Four workers have little to say on a machine with many processors.
    expect(takenBy([processorsTaken({ processors: 12, takenProcessors: 4 })])).to.equal("notTaken");
    expect(takenBy([processorsTaken({ processors: 0, takenProcessors: 0 })])).to.equal("notTaken");
  });

  it("does not ask whether the services waited: those that need not have withstood it", () => {
    const waits = [{ service: "api", beforeSecondsPerSecond: 0.1, duringSecondsPerSecond: 0 }];
    expect(takenBy([processorsTaken({ waits })])).to.equal("taken");
    const waited = [{ service: "api", beforeSecondsPerSecond: 0, duringSecondsPerSecond: 0.9 }];
    expect(takenBy([processorsTaken({ takenProcessors: 0.1, waits: waited })])).to.equal("notTaken");
  });

  it("wants 95 % of the memory that was asked for", () => {
    const asked = { askedBytes: 1000 };
    expect(takenBy([memoryTaken({ ...asked, heldBytes: 950 })])).to.equal("taken");
    expect(takenBy([memoryTaken({ ...asked, heldBytes: 949 })])).to.equal("notTaken");
    expect(takenBy([memoryTaken({ askedBytes: 0, heldBytes: 0 })])).to.equal("notTaken");
  });

  it("wants a container to stand still in one period of ten more than before", () => {
    const during = (throttledPeriods: number) => ({ ...idle, throttledPeriods });
    expect(takenBy([containerThrottled({ before: idle, during: during(10) })])).to.equal("taken");
    expect(takenBy([containerThrottled({ before: idle, during: during(9) })])).to.equal("notTaken");
    // One that always was at its limit shows nothing of a fault.
    expect(takenBy([containerThrottled({ before: during(60), during: during(65) })])).to.equal("notTaken");
    const nothingToDo = { periods: 0, throttledPeriods: 0, throttledSeconds: 0 };
    expect(takenBy([containerThrottled({ before: idle, during: nothingToDo })])).to.equal("notTaken");
  });

  it("takes a memory limit far above what is used for no effect", () => {
    const limit = { askedLimitBytes: 100 * MEBIBYTE, limitBytes: 100 * MEBIBYTE };
    expect(takenBy([containerSqueezed({ ...limit, usedBytes: 90 * MEBIBYTE })])).to.equal("taken");
    const far = { ...limit, usedBytes: 89 * MEBIBYTE } as const;
    expect(takenBy([containerSqueezed(far)])).to.equal("notTaken");
    expect(takenBy([containerSqueezed({ ...far, limitHits: null })])).to.equal("notTaken");
    expect(takenBy([containerSqueezed({ ...far, limitHits: 1 })])).to.equal("taken");
    expect(takenBy([containerSqueezed({ ...far, startedAnew: true })])).to.equal("taken");
  });

  it("wants the limit that was asked for to be in force", () => {
    const limits = { askedLimitBytes: 100 * MEBIBYTE, limitBytes: 512 * MEBIBYTE };
    expect(takenBy([containerSqueezed({ ...limits, usedBytes: 500 * MEBIBYTE, limitHits: 3 })])).to.equal(
      "notTaken",
    );
  });

  it("is content with one of several containers", () => {
    const free = containerThrottled({ during: idle });
    expect(takenBy([free, containerThrottled()])).to.equal("taken");
    expect(takenBy([free, free])).to.equal("notTaken");
  });

  it("does not know where nobody measured, or not all of it", () => {
    expect(takenBy([])).to.equal("unknown");
    expect(takenBy([notMeasured])).to.equal("unknown");
    expect(takenBy([containerThrottled({ during: idle }), notMeasured])).to.equal("unknown");
    expect(takenBy([containerThrottled(), notMeasured])).to.equal("taken");
  });
});
