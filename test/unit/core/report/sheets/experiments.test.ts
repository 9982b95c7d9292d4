import { expect } from "chai";
import { spreadOf } from "../../../../../lib/core/chaos/spread.ts";
import type { ExperimentResult, FaultRecord } from "../../../../../lib/core/record/chaos.ts";
import {
  experimentSheet,
  faultSentences,
  faultSheet,
} from "../../../../../lib/core/report/sheets/experiments.ts";
import { aFaultRecord, aMeasuredFault, anExperimentResult } from "../../chaos/given.ts";
import { memoryTaken, processorsTaken } from "../../chaos/given-pressures.ts";
import { told } from "./told.ts";

const sheetOf = (varied: Partial<ExperimentResult>) => told(experimentSheet([anExperimentResult(varied)]))[0];
const faultOf = (varied: Parameters<typeof aFaultRecord>[0]) =>
  told(faultSheet([anExperimentResult({ faults: [aFaultRecord(varied)] })]))[0];

describe("experimentSheet", () => {
  it("tells the verdict, how it ended, and the figures of a single fault as they are", () => {
    expect(sheetOf({})).to.deep.equal({
      experiment: "kill-shop",
      result: "pass",
      ended: "completed",
      "seen after": "200 ms",
      "recovered after": "12.4 s",
      lost: "11.8 s",
    });
  });

  it("tells median and range over repetitions, and of how many where not all got there", () => {
    const recoveredAfterSeconds = spreadOf([12, null, 14]);
    const detectedAfterSeconds = spreadOf([0.2, 0.4, 0.6]);
    expect(sheetOf({ recoveredAfterSeconds, detectedAfterSeconds })).to.include({
      "seen after": "400 ms (200 to 600 ms)",
      "recovered after": "2 of 3: 13 s (12 to 14 s)",
    });
  });

  it("says what was not seen, and nothing of an experiment without a fault", () => {
    expect(sheetOf({ recoveredAfterSeconds: spreadOf([null]) })).to.include({
      "recovered after": "not while watched",
    });
    expect(sheetOf({ detectedAfterSeconds: spreadOf([null, null]) })).to.include({
      "seen after": "0 of 2: not seen",
    });
    expect(sheetOf({ detectedAfterSeconds: spreadOf([]) })).to.include({ "seen after": "" });
  });

  it("has no row for a run without experiments", () => {
    expect(experimentSheet([]).rows).to.deep.equal([]);
    expect(faultSheet([]).rows).to.deep.equal([]);
  });
});

describe("faultSentences", () => {
  const sentence = (alert: FaultRecord["alert"]) =>
    faultSentences([anExperimentResult({ faults: [aFaultRecord({ alert })] })])[0];

  it("say whether the alert that was expected fired, and how soon", () => {
    expect(sentence({ name: "HighErrors", firedAfterSeconds: 4.25 })).to.match(
      /4712\. The alert that was expected, HighErrors, fired 4\.25 s after the injection\.$/,
    );
    expect(sentence({ name: "HighErrors", firedAfterSeconds: null })).to.match(
      /4712\. The alert that was expected, HighErrors, did not fire\.$/,
    );
    expect(sentence(null)).to.match(/4712\.$/);
  });
});

describe("faultSheet", () => {
  it("tells who was hit, what it did, the leases and the undo", () => {
    expect(faultOf({})).to.deep.equal({
      fault: "kill-shop",
      hit: "shop (1 of 1)",
      "seen after": "200 ms",
      "recovered after": "12.4 s of injection",
      lost: "11.8 s",
      slowdown: "1.1x",
      taken: "",
      "leases renewed": "3",
      undone: "confirmed",
      alert: "",
    });
  });

  it("tells where no endpoint felt it, and only a service missed its store", () => {
    expect(faultOf({ measured: aMeasuredFault({ detectedBy: "store" }) })).to.include({
      "seen after": "200 ms, by a service alone",
    });
  });

  it("numbers the faults of an experiment that has several", () => {
    const faults = [aFaultRecord(), aFaultRecord({ repetition: 2 })];
    expect(told(faultSheet([anExperimentResult({ faults })])).map(({ fault }) => fault)).to.deep.equal([
      "kill-shop 1",
      "kill-shop 2",
    ]);
  });

  it("does not call undone what is not confirmed", () => {
    expect(faultOf({ presence: "present" })).to.include({ undone: "STILL THERE" });
    expect(faultOf({ presence: "unknown" })).to.include({ undone: "NOT CONFIRMED" });
    expect(faultOf({ presence: null })).to.include({ undone: "NOT CONFIRMED" });
    expect(faultOf({ presence: null, injectedAtMs: null })).to.include({ undone: "nothing was done" });
  });

  it("says for how long a recovery was looked for, and what nobody measured", () => {
    const measured = aMeasuredFault({
      recoveredAfterSeconds: null,
      detectedAfterSeconds: null,
      slowdown: null,
    });
    expect(faultOf({ measured })).to.include({
      "seen after": "not seen",
      "recovered after": "not within 50 s",
      slowdown: "unknown",
    });
    expect(faultOf({ measured: null })).to.include({ "seen after": "unknown", lost: "unknown" });
  });

  it("tells what was taken, where a fault takes something", () => {
    expect(faultOf({ pressures: [processorsTaken(), memoryTaken()] })).to.include({
      taken: "1.60 of 2 processors, 300 MiB of 256 MiB",
    });
  });

  it("tells how soon the alert fired, or that it did not", () => {
    expect(faultOf({ alert: { name: "ServiceDown", firedAfterSeconds: 125 } })?.["alert"]).to.equal(
      "ServiceDown after 125 s",
    );
    expect(faultOf({ alert: { name: "ServiceDown", firedAfterSeconds: null } })?.["alert"]).to.equal(
      "ServiceDown did not fire",
    );
  });
});

describe("faultSentences", () => {
  it("tell what was done and what was read back, failures first", () => {
    const faults = [aFaultRecord({ failures: ["not held: the lease ran out."] })];
    expect(faultSentences([anExperimentResult({ faults })])).to.deep.equal([
      "kill-shop: kills the process of service shop (pid 4711). not held: the lease ran out; partKilled: shop runs as process 4712.",
    ]);
  });

  it("tell what was measured to be taken", () => {
    const faults = [aFaultRecord({ pressures: [memoryTaken()], evidence: ["memoryHeld: nothing is left"] })];
    expect(faultSentences([anExperimentResult({ faults })])).to.deep.equal([
      "kill-shop: kills the process of service shop (pid 4711). 300 MiB of the 256 MiB that were asked for were held; " +
        "the machine had 1.7 GiB available (before: 2 GiB). memoryHeld: nothing is left.",
    ]);
  });

  it("say that nobody looked", () => {
    const faults = [aFaultRecord({ evidence: [] })];
    expect(faultSentences([anExperimentResult({ faults })])[0]).to.contain("Nobody looked at it afterwards.");
  });
});
