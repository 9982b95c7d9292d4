import { expect } from "chai";
import { runList } from "../../../../../lib/core/report/runs/run-list.ts";
import { runSummary } from "../../../../../lib/core/report/runs/run-summary.ts";
import { anObservation, aRecord, someTraffic } from "../../given.ts";

const plain = { colour: false };
const traffic = [someTraffic({ requests: 1000, achievedPerSecond: 100 })];
const summary = runSummary(aRecord({ traffic, observations: [anObservation({ bad: 5 })] }));

describe("runList", () => {
  it("lists a run in a line, its verdict beside its name", () => {
    expect(runList([summary], plain)).to.equal(
      [
        "run                   verdict  scenario  target    started (UTC)     took  requests   rate  errors      p95",
        "20260102-030405-abcd  pass     steady    embedded  2026-01-02 03:04  31 s     1,000  100/s   0.5 %  12.3 ms",
        "",
      ].join("\n"),
    );
  });

  it("says so where a figure is not known", () => {
    const text = runList([{ ...summary, seconds: null, errorShare: null, p95Seconds: null }], plain);
    expect(text).to.match(/unknown +1,000 +100\/s +not judged +none$/m);
  });

  it("names a run that can't be read, and hides no other because of it", () => {
    const damaged = { state: "unreadable", runId: "20260101-x", problem: "run.json is empty" } as const;
    const text = runList([damaged, summary], plain);
    expect(text).to.match(/20260102-030405-abcd/);
    expect(text).to.match(/^ {2}20260101-x can't be read: run\.json is empty$/m);
  });

  it("says that there are none", () => {
    expect(runList([], plain)).to.equal("no runs yet\n");
  });
});
