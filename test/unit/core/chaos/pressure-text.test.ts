import { expect } from "chai";
import { pressureFigure, pressureText } from "../../../../lib/core/chaos/pressure-text.ts";
import {
  containerSqueezed,
  containerThrottled,
  memoryTaken,
  notMeasured,
  processorsTaken,
} from "./given-pressures.ts";

describe("pressureText", () => {
  it("tells what workers took, and how long each service waited", () => {
    expect(pressureText(processorsTaken())).to.equal(
      "4 workers took 1.60 of the 2 processors that the services may use; " +
        "api waited 310 ms of each second for a processor (before: 2 ms)",
    );
    expect(pressureText(processorsTaken({ waits: [], workers: 1, processors: 1 }))).to.equal(
      "1 worker took 1.60 of the 1 processor that the services may use",
    );
  });

  it("tells what was held, and what the machine had left", () => {
    expect(pressureText(memoryTaken({ heldBytes: 0 }))).to.equal(
      "0 B of the 256 MiB that were asked for were held; the machine had 1.7 GiB available (before: 2 GiB)",
    );
  });

  it("tells in which periods a container stood still", () => {
    expect(pressureText(containerThrottled())).to.equal(
      "shop-api-1 stood still in 124 of 200 periods (62 %), for 12.5 s in all (before: in 0 of 80 periods (0 %))",
    );
  });

  it("tells how near a container came to its limit, and whether that was in force", () => {
    expect(pressureText(containerSqueezed())).to.equal(
      "shop-api-1 used 90 MiB at most of its limit of 100 MiB, and ran into it never",
    );
    const limitBytes = 512 * 2 ** 20;
    expect(pressureText(containerSqueezed({ limitBytes, limitHits: 3, startedAnew: true }))).to.equal(
      "shop-api-1 used 90 MiB at most of its limit of 512 MiB, which was to be 100 MiB, " +
        "and ran into it 3 times; it ended and was started again",
    );
    expect(pressureText(containerSqueezed({ limitHits: null }))).to.equal(
      "shop-api-1 used 90 MiB at most of its limit of 100 MiB",
    );
  });

  it("says why nothing was measured", () => {
    expect(pressureText(notMeasured)).to.equal(
      "what the fault took could not be measured: no Docker engine answers",
    );
  });
});

describe("pressureFigure", () => {
  it("is short enough for a table", () => {
    const all = [processorsTaken(), memoryTaken(), containerThrottled(), containerSqueezed(), notMeasured];
    expect(all.map(pressureFigure)).to.deep.equal([
      "1.60 of 2 processors",
      "300 MiB of 256 MiB",
      "shop-api-1: 124 of 200 periods (62 %)",
      "shop-api-1: 90 MiB of 100 MiB",
      "not measured",
    ]);
  });
});
