import { expect } from "chai";
import { conclude, type Conclusion } from "../../../../lib/app/run/conclude.ts";
import type { CountedRun } from "../../../../lib/core/recording/counted-run.ts";
import { k6ExitCodes } from "../../../../lib/node/generator/k6-exit-codes.ts";
import type { K6Outcome } from "../../../../lib/node/generator/start-k6.ts";
import { aCalmGenerator, anObservation, aRecord, someTraffic } from "../../core/given.ts";
import { aPlan } from "../../k6/given.ts";

const counted: CountedRun = {
  observations: [anObservation(), anObservation({ objective: "items_list-latency" })],
  traffic: [someTraffic()],
  scriptErrors: 0,
  plannedIterations: 1000,
  startedIterations: 1000,
  droppedIterations: 0,
};

function concluded(outcome: Partial<K6Outcome>, varied: Partial<Conclusion> = {}) {
  return conclude({
    opening: aRecord({ state: "running", plan: aPlan(), recoveries: [], results: [], notes: [] }),
    execution: {
      outcome: {
        exitCode: 0,
        signal: null,
        health: aCalmGenerator,
        requestRows: null,
        problems: [],
        notes: [],
        logCounts: { warnings: 0, errors: 0 },
        clockSteps: [],
        ...outcome,
      },
      overdue: false,
      startedAt: new Date(0),
      endedAt: new Date(10_000),
    },
    counted: { data: counted, outlasted: false, missing: null, notes: [], problems: [] },
    recoveries: [],
    experiments: [],
    delivery: null,
    watched: { findings: [], trends: [], notes: [], problems: [] },
    interruptedBy: null,
    answerFound: false,
    endedByDirector: null,
    strict: false,
    notes: [],
    ...varied,
  });
}

describe("conclude", () => {
  it("passes what met every objective, from whichever counts", () => {
    const { record, exitCode } = concluded({});
    expect([record.verdict.status, exitCode, record.facts?.generatorFailure]).to.deep.equal([
      "pass",
      0,
      null,
    ]);
  });

  it("takes a k6 that the director ended for one that did its work, and says what ended it", () => {
    const ended = { exitCode: k6ExitCodes.signal };
    for (const kind of ["stopCondition", "killSwitch"] as const) {
      const endedByDirector = { kind, text: "too much failed" };
      const { record, exitCode } = concluded(ended, { endedByDirector });
      expect([record.verdict.status, exitCode], kind).to.deep.equal(["aborted", 108]);
      expect(record.facts).to.include({ stopCondition: "too much failed", generatorFailure: null });
    }
    const failed = concluded(ended, { endedByDirector: { kind: "failed", text: "no such process" } });
    expect(failed.record.facts).to.include({ stopCondition: null, generatorFailure: null });
  });

  it("takes a k6 that was told to end because the search had its answer for one that did its work", () => {
    const steps = [{ phase: "main", ratePerSecond: 100 }];
    const opening = aRecord({ plan: aPlan({ search: steps }) });
    const { record, exitCode } = concluded(
      { exitCode: k6ExitCodes.signal },
      {
        opening,
        answerFound: true,
        counted: {
          data: { ...counted, plannedIterations: 9000 },
          outlasted: false,
          missing: null,
          notes: [],
          problems: [],
        },
      },
    );
    expect(record.facts).to.include({ endedOnPurpose: true, generatorFailure: null });
    expect(record.capacity).to.deep.include({ sustainedPerSecond: 100, brokenBy: null });
    expect([record.verdict.status, exitCode]).to.deep.equal(["pass", 0]);
  });

  it("aborts where somebody else told k6 to end", () => {
    const { record } = concluded({ exitCode: k6ExitCodes.signal });
    expect(record.facts).to.include({ generatorFailure: "k6 was told to end by somebody else" });
    expect(record.verdict.status).to.equal("aborted");
  });

  it("aborts where k6 was killed, and keeps what the recorder counted until then", () => {
    const missing = "no summary.json";
    const kept = { data: counted, outlasted: false, missing, notes: ["from the recorder"], problems: [] };
    const { record } = concluded({ exitCode: null, signal: "SIGKILL" }, { counted: kept });
    expect(record.verdict.status).to.equal("aborted");
    expect(record.observations[0]?.total).to.equal(1000);
    expect(record.notes).to.include("from the recorder");
  });

  it("aborts where k6 ended well and its data, which should be there, is not", () => {
    const kept = { data: counted, outlasted: false, missing: "torn", notes: [], problems: [] };
    const { record } = concluded({}, { counted: kept });
    expect(record.facts?.generatorFailure).to.equal("k6 left no readable end-of-test data (torn)");
    expect(record.verdict.status).to.equal("aborted");
  });

  it("doubts the requests that a step of the clock may have given a wrong time", () => {
    const stepped = concluded({ clockSteps: [{ atMs: 5000, seconds: 3 }] }).record.facts!;
    const outlasted = concluded(
      {},
      { counted: { data: counted, outlasted: true, missing: null, notes: [], problems: [] } },
    );
    expect(stepped.clockSteps).to.equal(1);
    expect(stepped.requestsInDoubt).to.equal(aPlan().executors[0]!.maxVUs);
    expect(outlasted.record.facts).to.include({ clockSteps: 1 });
    expect(concluded({}).record.facts).to.include({ clockSteps: 0, requestsInDoubt: 0 });
  });

  it("puts recoveries, and where the recorder and k6 differ, into the record", () => {
    const recoveries = [{ after: "burst", seconds: 3 }];
    const differing = {
      data: counted,
      outlasted: false,
      missing: null,
      notes: [],
      problems: ["recorder: not whole"],
    };
    const { record } = concluded({}, { recoveries, counted: differing });
    expect(record.recoveries).to.deep.equal(recoveries);
    expect(record.notes).to.deep.equal(["recorder: not whole"]);
  });
});
