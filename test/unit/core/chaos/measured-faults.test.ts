import { expect } from "chai";
import { measuredFaults } from "../../../../lib/core/chaos/measured-faults.ts";
import { aFaultRecord, failing, planned, probed } from "./given.ts";

const START = 1_000_000;
const times = { planStartMs: START, endedAtMs: Number.POSITIVE_INFINITY };
/** Baseline until 30 s; faults at 30 and 80 s of 10 s each, each with 40 s to recover. */
const experiment = planned({ repetitions: 2 });
const at = (seconds: number) => START + seconds * 1000;
const faultAt = (repetition: number, seconds: number) =>
  aFaultRecord({ repetition, injectedAtMs: at(seconds), undoneAtMs: at(seconds + 10), measured: null });

describe("measuredFaults", () => {
  it("measures each fault within its own repetition, against the baseline", () => {
    const rows = probed(START, at(130), (atMs) => {
      const down = (atMs >= at(31) && atMs < at(42)) || (atMs >= at(80) && atMs < at(130));
      return { seconds: atMs < at(30) ? 0.02 : 0.03, ...(down ? failing : {}) };
    });
    const [first, second] = measuredFaults(experiment, [faultAt(1, 30), faultAt(2, 80)], rows, times);
    expect(first?.measured).to.deep.include({
      detectedAfterSeconds: 1,
      recoveredAfterSeconds: 12,
      recoveryCountsFrom: "injection",
      watchedSeconds: 50,
    });
    expect(first?.measured?.slowdown).to.be.closeTo(1.5, 1e-9);
    expect(second?.measured).to.deep.include({
      detectedAfterSeconds: 0,
      recoveredAfterSeconds: null,
      watchedSeconds: 50,
    });
  });

  it("watches no longer than the run lasted", () => {
    const cut = { ...times, endedAtMs: at(60) };
    const [first] = measuredFaults(experiment, [faultAt(1, 30)], probed(START, at(130)), cut);
    expect(first?.measured?.watchedSeconds).to.equal(30);
  });

  it("leaves alone what was never injected", () => {
    const fault = aFaultRecord({ injectedAtMs: null, measured: null });
    expect(measuredFaults(experiment, [fault], probed(START, at(130)), times)).to.deep.equal([fault]);
  });
});
