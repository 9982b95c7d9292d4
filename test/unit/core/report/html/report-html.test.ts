import { expect } from "chai";
import { reportHtml } from "../../../../../lib/core/report/html/report-html.ts";
import { reportData } from "../../../../../lib/core/report/report-data.ts";
import { gathering } from "../../../../../lib/core/report/series/gathered.ts";
import type { RunRecord } from "../../../../../lib/core/record/record.ts";
import { aFaultRecord, anExperimentResult } from "../../chaos/given.ts";
import { anExecutor, anObjective, aRecord, aResult, someTraffic } from "../../given.ts";
import { anEvent, aSample, endpointStep, START_MS } from "../given-steps.ts";

const HARM = "<script>alert(1)</script>";
const assets = { style: { text: "", sha256: "" }, script: { text: "", sha256: "" } };

/** A record in which every text of a stranger would like to be a script. */
function hostile(): RunRecord {
  const record = aRecord();
  return aRecord({
    runId: HARM,
    command: ["tidemark", HARM],
    plan: {
      ...record.plan,
      scenario: HARM,
      executors: [
        anExecutor({ name: HARM, phase: HARM, sends: [{ endpoint: HARM, requestsPerIteration: 1 }] }),
      ],
      objectives: [anObjective({ id: HARM, endpoint: HARM })],
    },
    target: { ...record.target, name: HARM, addresses: { [HARM]: HARM } },
    traffic: [someTraffic({ endpoint: HARM, phase: HARM })],
    results: [aResult({ objective: HARM, phase: HARM })],
    findings: [
      { service: HARM, subject: HARM, weight: "warning", unit: "count", before: 1, after: 2, text: HARM },
    ],
    trends: [
      {
        ...{ subject: HARM, quantity: "residentBytes", outcome: "leak", samples: 1, text: HARM },
        ...{ slopePerHour: 1, pValue: 1, hoursToLimit: null },
      },
    ],
    experiments: [
      anExperimentResult({
        experiment: HARM,
        faults: [
          aFaultRecord({
            ...{ what: HARM, instances: [HARM], failures: [HARM], evidence: [HARM] },
            alert: { name: HARM, firedAfterSeconds: 1 },
          }),
        ],
      }),
    ],
    recoveries: [{ after: HARM, seconds: 1 }],
    leftOut: [{ objective: HARM, phase: HARM, neededSamples: 2, plannedSamples: 1 }],
    labels: { [HARM]: HARM },
    notes: [HARM],
    verdict: { status: "fail", reasons: [{ code: "missed", text: HARM, objective: HARM }] },
  });
}

function pageOf(record: RunRecord, missing: readonly string[] = []): string {
  const into = gathering(record);
  into.addStep(endpointStep(0, { endpoint: HARM, phase: HARM, statuses: { [HARM]: 10 } }));
  into.addResource(aSample(0, { subject: HARM }));
  into.addEvent(anEvent(0, { name: HARM, text: HARM }));
  into.addFailure({
    ...{ schema: 1, atMs: START_MS, endpoint: HARM, phase: HARM, status: 500, error: HARM },
    ...{ tookMs: 1, traceId: HARM, body: HARM },
  });
  return reportHtml(reportData(record, into, missing), assets);
}

describe("reportHtml", () => {
  it("makes no markup of a name, a body, a note or anything else that a record holds", () => {
    const text = pageOf(hostile(), [HARM]);
    // The data and the script of the page itself.
    expect(text.match(/<script/g)).to.have.lengthOf(2);
    expect(text).not.to.contain(HARM);
    expect(text.split("&#60;script&#62;").length).to.be.greaterThan(30);
  });

  it("begins with the verdict, then its reasons with rule and sample, then everything else", () => {
    const record = aRecord({
      results: [aResult({ outcome: "missed", total: 30_000 })],
      verdict: {
        status: "fail",
        reasons: [{ code: "missed", text: "It was missed.", objective: "items_list-errors" }],
      },
    });
    const text = pageOf(record).replace(/\s+/g, " ");
    const order = ["<h1", "It was missed.", "Rule <code>missed</code>, from 30,000 events.", "<main>"];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.to.include(-1);
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
  });

  it("has a section for experiments, with what was read back, and none for other runs", () => {
    const text = pageOf(aRecord({ experiments: [anExperimentResult()] }));
    const section = /<section id="experiments"[^]*?<\/section>/.exec(text)?.[0] ?? "";
    expect(section).to.contain("shop runs as process 4712").and.contain("confirmed");
    expect(section)
      .to.contain('data-chart="experiments-latency"')
      .and.contain('data-chart="experiments-errors"');
    expect(text.split('"experiments-errors"').length).to.be.greaterThan(2);
    expect(pageOf(aRecord())).not.to.contain('id="experiments"');
  });

  it("says what is missing, first of all sections", () => {
    const text = pageOf(aRecord(), ["There is no events.ndjson."]);
    expect(text.indexOf("There is no events.ndjson.")).to.be.lessThan(text.indexOf('id="objectives"'));
  });

  it("says that there are no charts where no second was recorded", () => {
    const record = aRecord();
    const text = reportHtml(reportData(record, gathering(record), []), assets);
    expect(text).to.contain("No seconds of this run were recorded");
    expect(text).not.to.contain("data-chart");
  });
});
