import { expect } from "chai";
import type { FailureSample } from "../../../../lib/core/record/failure-sample.ts";
import { failureSelection } from "../../../../lib/node/generator/failure-selection.ts";

const sample = (varied: Partial<FailureSample>): FailureSample => ({
  schema: 1,
  atMs: 0,
  endpoint: "users_list",
  phase: "main",
  status: 503,
  error: "",
  tookMs: 1,
  traceId: "0".repeat(32),
  body: null,
  ...varied,
});

describe("the selection of failing responses", () => {
  it("keeps all of few, in rounds over their kinds", () => {
    const selection = failureSelection();
    for (const atMs of [1, 2]) selection.add(sample({ atMs }));
    selection.add(sample({ atMs: 3, status: 500 }));
    expect(selection.chosen().map(({ atMs }) => atMs)).to.deep.equal([1, 3, 2]);
  });

  it("keeps at most 64 of a kind, spread over all the time, and the first among them", () => {
    const selection = failureSelection();
    for (let atMs = 0; atMs < 1_000; atMs++) selection.add(sample({ atMs }));
    const times = selection.chosen().map(({ atMs }) => atMs);
    expect(times.length).to.be.within(32, 64);
    expect(times[0]).to.equal(0);
    expect(times.at(-1)).to.be.above(950);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(new Set(gaps)).to.deep.equal(new Set([16])); // 64 * 16 = 1,024 is the first to hold 1,000
  });

  it("keeps a rare kind that comes after thousands of another", () => {
    const selection = failureSelection();
    for (let atMs = 0; atMs < 5_000; atMs++) selection.add(sample({ atMs }));
    selection.add(sample({ atMs: 9_999, endpoint: "tasks_list" }));
    selection.add(sample({ atMs: 9_998, status: 200, error: "not JSON" }));
    expect(selection.chosen().map(({ atMs }) => atMs)).to.include.members([9_998, 9_999]);
  });

  it("keeps 300 at most, of every kind alike", () => {
    const selection = failureSelection();
    for (let endpoint = 0; endpoint < 10; endpoint++) {
      for (let atMs = 0; atMs < 60; atMs++) selection.add(sample({ atMs, endpoint: `e${endpoint}` }));
    }
    const chosen = selection.chosen();
    expect(chosen).to.have.lengthOf(300);
    expect(chosen.filter(({ endpoint }) => endpoint === "e9")).to.have.lengthOf(30);
  });

  it("takes errors without an answer for one kind, whatever addresses they name", () => {
    const selection = failureSelection();
    for (let port = 0; port < 500; port++) selection.add(sample({ status: 0, error: `dial :${port}` }));
    expect(selection.chosen().length).to.be.at.most(64);
  });
});
