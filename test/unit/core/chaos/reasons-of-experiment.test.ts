import { expect } from "chai";
import type { RanExperiment } from "../../../../lib/core/chaos/ran-experiment.ts";
import { reasonsOfExperiment } from "../../../../lib/core/chaos/reasons-of-experiment.ts";
import { goals } from "../../../../lib/core/experiment/builder.ts";
import type { FaultRecord, MeasuredFault } from "../../../../lib/core/record/chaos.ts";
import type { ObjectiveResult } from "../../../../lib/core/record/verdict.ts";
import { aFaultRecord, allMet, aMeasuredFault, aRanExperiment, planned, resultIn } from "./given.ts";
import { memoryTaken, notMeasured, processorsTaken } from "./given-pressures.ts";

function reasons(
  varied: Partial<RanExperiment>,
  results: readonly ObjectiveResult[] = allMet,
  stopCondition: string | null = "too much failed",
) {
  return reasonsOfExperiment(aRanExperiment(varied), results, { stopCondition });
}

const codes = (...given: Parameters<typeof reasons>) => reasons(...given).map(({ code }) => code);
const withFault = (varied: Partial<FaultRecord>) => ({ faults: [aFaultRecord(varied)] });
const measuring = (varied: Partial<MeasuredFault>) => withFault({ measured: aMeasuredFault(varied) });

describe("reasonsOfExperiment", () => {
  it("finds nothing against one that went well", () => {
    expect(reasons({})).to.deep.equal([]);
  });

  describe("on the undo", () => {
    it("takes only what was looked at and found clean for undone", () => {
      expect(codes(withFault({ presence: "clean" }))).to.deep.equal([]);
      for (const presence of ["present", "unknown", null] as const) {
        expect(codes(withFault({ presence })), String(presence)).to.deep.equal(["faultNotUndone"]);
      }
    });

    it("tells the person what was done, what was seen, and what to do", () => {
      const failures = ["SIGCONT: EPERM."];
      const [reason] = reasons(withFault({ presence: "present", failures, evidence: ["still stopped"] }));
      expect(reason?.text).to.equal(
        "experiment kill-shop: NOT CONFIRMED AS UNDONE: kills the process of service shop (pid 4711). It is still there: " +
          "SIGCONT: EPERM; still stopped. Now: npx tidemark chaos recover; then npx tidemark chaos status has to show that nothing is left.",
      );
    });

    it("tells of it where an injection failed half-way, and whatever else went wrong", () => {
      const half = {
        injectedAtMs: null,
        presence: "unknown",
        failures: ["no answer"],
        measured: null,
      } as const;
      expect(codes(withFault(half))).to.deep.equal(["faultNotUndone", "injectionFailed"]);
      expect(codes({ status: "interrupted", ...withFault({ presence: "present" }) })).to.include(
        "faultNotUndone",
      );
    });
  });

  describe("on the injection", () => {
    const notInjected = { injectedAtMs: null, undoneAtMs: null, presence: null, measured: null } as const;

    it("fails one whose fault could not be injected, with the cause", () => {
      const [reason] = reasons(withFault({ ...notInjected, failures: ["the process is gone."] }));
      expect(reason).to.include({ code: "injectionFailed" });
      expect(reason?.text).to.equal("experiment kill-shop: could not be injected: the process is gone.");
    });

    it("fails one that was not repeated as often as planned, and says of which fault it speaks", () => {
      const three = { planned: planned({ repetitions: 3 }) };
      const texts = reasons({
        ...three,
        faults: [aFaultRecord(), aFaultRecord({ ...notInjected, repetition: 2 })],
      }).map(({ text }) => text);
      expect(texts).to.deep.equal([
        "experiment kill-shop: fault 2 of 3: could not be injected: no cause is known.",
        "experiment kill-shop: 1 fault of 3 was never injected.",
      ]);
    });

    it("does not blame one that was ended before its turn", () => {
      expect(codes({ status: "aborted", faults: [] })).to.deep.equal(["stopCondition"]);
      expect(codes({ status: "interrupted", faults: [] })).to.deep.equal(["interrupted"]);
    });

    it("says of one that nobody stopped that its load had ended", () => {
      const [reason, ...more] = reasons({ status: "aborted" }, allMet, null);
      expect([reason?.code, reason?.text, more]).to.deep.equal([
        "generatorFailed",
        "experiment kill-shop: ended by the end of its load, after 1 of 1 injection.",
        [],
      ]);
    });

    it("fails one whose fault was not held to its end", () => {
      const [reason] = reasons({
        status: "failed",
        ...withFault({ failures: ["not held: the lease ran out"] }),
      });
      expect(reason?.code).to.equal("injectionFailed");
      expect(reason?.text).to.contain("failed after 1 of 1 injection: not held: the lease ran out.");
    });
  });

  describe("on the effect", () => {
    const unseen = { detectedAfterSeconds: null, recoveredAfterSeconds: 0, lostSeconds: 0 };

    it("is inconclusive about a fault that nobody saw", () => {
      expect(codes(measuring({ ...unseen, slowdown: 1.49 }))).to.deep.equal(["noEffect"]);
      expect(codes(withFault({ measured: null }))).to.deep.equal(["noEffect"]);
    });

    it("takes a slowdown to one and a half times for seen", () => {
      expect(codes(measuring({ ...unseen, slowdown: 1.5 }))).to.deep.equal([]);
    });

    it("takes what k6 missed in its phase for seen, and not what it missed in another", () => {
      const missedIn = (role: "fault" | "recovery") => [...allMet, resultIn(role, { outcome: "missed" })];
      expect(codes(measuring({ ...unseen, slowdown: 1 }), missedIn("fault"))).to.deep.equal([]);
      expect(codes(measuring({ ...unseen, slowdown: 1 }), missedIn("recovery"))).to.deep.equal(["noEffect"]);
    });

    it("asks it of every repetition", () => {
      const faults = [
        aFaultRecord(),
        aFaultRecord({ repetition: 2, measured: aMeasuredFault({ ...unseen }) }),
      ];
      const [reason] = reasons({ planned: planned({ repetitions: 2 }), faults });
      expect(reason?.text).to.contain("fault 2 of 2: inconclusive. No request of the probe failed");
    });

    it("says nothing of a fault that was ended early", () => {
      expect(codes({ status: "aborted", ...measuring({ ...unseen }) })).to.deep.equal(["stopCondition"]);
    });
  });

  describe("on what was taken", () => {
    const unfelt = aMeasuredFault({
      ...{ detectedAfterSeconds: null, recoveredAfterSeconds: 0, lostSeconds: 0, slowdown: 1 },
    });
    const starved = processorsTaken({ takenProcessors: 0.2, waits: [] });

    it("has nothing against a system that withstands what was measured to be taken from it", () => {
      expect(codes(withFault({ measured: unfelt, pressures: [processorsTaken()] }))).to.deep.equal([]);
      expect(codes(withFault({ measured: unfelt, pressures: [memoryTaken()] }))).to.deep.equal([]);
    });

    it("is inconclusive where nothing was taken, and tells the figures", () => {
      const [reason, ...others] = reasons(withFault({ measured: unfelt, pressures: [starved] }));
      expect(others).to.deep.equal([]);
      expect(reason).to.include({ code: "noEffect" });
      expect(reason?.text).to.equal(
        "experiment kill-shop: inconclusive. The fault did not take what it is meant to (4 workers took 0.20 of the " +
          "2 processors that the services may use), so nothing was shown: kills the process of service shop (pid 4711).",
      );
    });

    it("does not blame a fault that took nothing for what the probe or k6 saw", () => {
      const missed = [...allMet, resultIn("fault", { outcome: "missed" })];
      expect(codes(withFault({ pressures: [starved] }), missed)).to.deep.equal(["noEffect"]);
    });

    it("goes by the probe and k6 where it could not be measured, and says why it was not", () => {
      expect(codes(withFault({ pressures: [notMeasured] }))).to.deep.equal([]);
      const [reason] = reasons(withFault({ measured: unfelt, pressures: [notMeasured] }));
      expect(reason?.text).to.contain(
        "and what the fault took could not be measured: no Docker engine answers, so nothing was shown",
      );
    });
  });

  describe("on the recovery", () => {
    it("allows just the time that is believed, and fails what takes longer", () => {
      expect(codes(measuring({ recoveredAfterSeconds: 30 }))).to.deep.equal([]);
      const [reason] = reasons(measuring({ recoveredAfterSeconds: 30.2 }));
      expect(reason).to.include({ code: "notRecovered" });
      expect(reason?.text).to.contain("recovered only 30.2 s after the injection; 30 s are allowed");
    });

    it("fails what was not seen to recover in that time", () => {
      const [reason] = reasons(measuring({ recoveredAfterSeconds: null, watchedSeconds: 30 }));
      expect(reason).to.include({ code: "notRecovered" });
      expect(reason?.text).to.contain("not recovered within the 30 s after the injection that were watched");
    });

    it("is inconclusive where it was not watched for so long, unless that was ended on purpose", () => {
      const shortly = measuring({ recoveredAfterSeconds: null, watchedSeconds: 29.8 });
      expect(codes(shortly)).to.deep.equal(["tooFewSamples"]);
      expect(codes({ status: "interrupted", ...shortly })).to.deep.equal(["interrupted"]);
    });
  });

  describe("on the baseline", () => {
    const unhealthy = [resultIn("baseline", { outcome: "missed" }), resultIn("fault", { outcome: "missed" })];

    it("is inconclusive where the system was not well before, and blames the fault for nothing", () => {
      const [reason, ...others] = reasons(measuring({ recoveredAfterSeconds: null }), unhealthy);
      expect(others).to.deep.equal([]);
      expect(reason).to.include({ code: "baselineUnhealthy" });
      expect(reason?.text).to.contain(
        "1 objective of the baseline was missed (kill-shop-baseline-items_list-latency)",
      );
    });

    it("still tells of a fault that is left", () => {
      expect(codes(withFault({ presence: "unknown" }), unhealthy)).to.deep.equal([
        "faultNotUndone",
        "baselineUnhealthy",
      ]);
    });

    it("does not take an undecided objective for a missed one", () => {
      expect(codes({}, [resultIn("baseline", { outcome: "undecided" })])).to.deep.equal([]);
    });
  });

  describe("on samples", () => {
    const asking = (minimumSamples: number) => {
      const fault = { ...goals(0, 2, 0.9), minimumSamples };
      return { planned: planned({ goals: { ...planned().experiment.goals, fault } }) };
    };

    it("wants as many as the experiment asks for, where its goals take fewer", () => {
      expect(codes(asking(1000))).to.deep.equal([]);
      const [reason] = reasons(asking(1001));
      expect(reason).to.include({ code: "tooFewSamples", objective: "kill-shop-fault-items_list-latency" });
      expect(reason?.text).to.contain(
        "had 1,000 events in phase kill-shop-fault, and the experiment asks for 1,001",
      );
    });

    it("leaves to the judge what it found to be too few itself", () => {
      expect(codes(asking(1001), [resultIn("fault", { outcome: "undecided" })])).to.deep.equal([]);
    });
  });
});
