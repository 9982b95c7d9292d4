import { expect } from "chai";
import type { ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { directedFault, recordOf } from "../../../../lib/app/chaos/directed-fault.ts";
import { measuredExperiments } from "../../../../lib/app/chaos/measured.ts";
import { plannedExperiment, START_MS } from "./fakes.ts";
import { faultOf } from "./given.ts";

/** Each 200 ms a good answer of `a`, but for those that a test lets fail; `b` is no endpoint of the experiment. */
function rows(failed: (second: number) => boolean): ProbeRow[] {
  return Array.from({ length: 200 }, (_, index) => index * 0.2).flatMap((second) => {
    const atMs = START_MS + second * 1000;
    const row = { schema: 1, about: "endpoint", atMs, status: 200, seconds: 0.01 } as const;
    return [
      { ...row, endpoint: "a", ok: !failed(second) },
      { ...row, endpoint: "b", ok: false },
    ];
  });
}

function measured(injectedSecond: number | null, undoneSecond: number) {
  const planned = plannedExperiment("kill-service", 1);
  const fault = directedFault(faultOf(), 1);
  fault.injectedAtMs = injectedSecond === null ? null : START_MS + injectedSecond * 1000;
  const undoneAtMs = START_MS + undoneSecond * 1000;
  fault.undone = { faultId: "f", atMs: undoneAtMs, presence: "clean", failures: [], evidence: [] };
  const directed = { planned, status: "completed", faults: [recordOf(fault)] } as const;
  const [ran] = measuredExperiments([directed], {
    driver: "embedded",
    planStartMs: START_MS,
    endedAtMs: START_MS + 40_000,
    rows: rows((second) => second >= 11 && second < 21),
    endpointsOf: () => ["a"],
  });
  return ran;
}

describe("what the probe saw of a fault", () => {
  it("is measured on the experiment's own endpoints alone, in its own phases", () => {
    const ran = measured(10, 20);
    expect(ran).to.include({ driver: "embedded", status: "completed" });
    expect(ran?.faults[0]?.measured).to.deep.include({
      detectedAfterSeconds: 1,
      // Of a kill from the injection on.
      recoveredAfterSeconds: 11,
      recoveryCountsFrom: "injection",
    });
    expect(ran?.faults[0]?.measured?.lostSeconds).to.be.closeTo(10, 0.21);
  });

  it("is nothing of one that was never injected", () => {
    expect(measured(null, 20)?.faults[0]?.measured).to.equal(null);
  });
});
