import { expect } from "chai";
import { runAnnouncement } from "../../../../lib/core/report/run-announcement.ts";
import { aRecord } from "../given.ts";

const reason = (text: string) => ({ code: "missed", text, objective: null }) as const;
const ended = { startedAt: "2026-01-02T03:04:05.000Z", endedAt: "2026-01-02T03:04:35.500Z" };

describe("the announcement of a run", () => {
  it("spans the run, and is tagged with what dashboards and people look for", () => {
    const record = aRecord({ ...ended, verdict: { status: "pass", reasons: [] } });
    expect(runAnnouncement(record)).to.deep.equal({
      startMs: 1_767_323_045_000,
      endMs: 1_767_323_075_500,
      tags: ["tidemark", "k6", record.runId, record.plan.scenario, "pass"],
      text: `${record.plan.scenario} on ${record.target.name}: pass`,
    });
  });

  it("gives the first reasons and says how many more there are", () => {
    const reasons = ["one", "two", "three", "four", "five"].map(reason);
    const { text } = runAnnouncement(aRecord({ ...ended, verdict: { status: "fail", reasons } }))!;
    expect(text.split("\n").slice(1)).to.deep.equal(["one", "two", "three", "and 2 more"]);
  });

  it("is none for a run that has not ended", () => {
    expect(runAnnouncement(aRecord({ endedAt: null }))).to.equal(null);
  });
});
