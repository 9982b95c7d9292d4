import { expect } from "chai";
import { gathering } from "../../../../../lib/core/report/series/gathered.ts";
import { aRecord } from "../../given.ts";
import { anEvent, aSample, endpointStep, loadStep, oneBucket, START_MS, userStep } from "../given-steps.ts";

describe("gathering", () => {
  it("adds up what each endpoint answered by phase, and by window", () => {
    const into = gathering(aRecord());
    into.addStep(endpointStep(0, { requests: 4, statuses: { "200": 4 }, phase: "warmup" }));
    into.addStep(endpointStep(1, { requests: 5, statuses: { "200": 3, "503": 2 } }));
    into.addStep(endpointStep(2, { requests: 6, statuses: { "200": 5, "0": 1 } }));
    into.addStep(endpointStep(2, { endpoint: "items_buy", requests: 1 }));
    const told = into.phaseCounts().map(({ endpoint, phase, requests, statuses }) => ({
      endpoint,
      phase,
      requests,
      statuses: [...statuses],
    }));
    expect(told).to.deep.equal([
      { endpoint: "items_list", phase: "warmup", requests: 4, statuses: [["200", 4]] },
      {
        endpoint: "items_list",
        phase: "main",
        requests: 11,
        statuses: [
          ["200", 8],
          ["503", 2],
          ["0", 1],
        ],
      },
      { endpoint: "items_buy", phase: "main", requests: 1, statuses: [["200", 1]] },
    ]);
    expect(into.phaseCounts()[1]?.latency).to.deep.equal(oneBucket(-3, 11));
    expect(into.steps.windows.map((window) => window?.endpoints.get("items_list")?.requests)).to.deep.equal([
      4, 5, 6,
    ]);
  });

  it("adds up drops, takes the most virtual users of a window, and knows when the last second ended", () => {
    const into = gathering(aRecord());
    expect(into.lastStepMs).to.equal(null);
    for (const step of [loadStep(0, 2), loadStep(0, 3), userStep(0, 7), userStep(0, 5)]) into.addStep(step);
    expect(into.steps.windows[0]).to.deep.include({ dropped: 5, vus: 7 });
    expect(into.lastStepMs).to.equal(START_MS + 1000);
  });

  it("keeps a mean of CPU and the peak of memory, and totals as they stood last", () => {
    const into = gathering(aRecord());
    into.addResource(aSample(0, { cpuCores: 0.2, residentBytes: 9, networkSentBytes: 100 }));
    into.addResource(aSample(0.5, { cpuCores: 0.6, residentBytes: 4, networkSentBytes: 300 }));
    into.addResource(aSample(0.7, { cpuCores: null, residentBytes: null }));
    const usage = into.resources.windows[0]?.get("shop")?.get("process");
    expect(usage).to.deep.include({
      cpuSum: 0.8,
      cpuSamples: 2,
      residentBytes: 9,
      totalsAtMs: START_MS + 500,
    });
    expect(usage?.totals.networkSentBytes).to.equal(300);
  });

  it("needs no more room for a night than for an hour: at most 1,500 windows, and no request is lost", () => {
    const into = gathering(aRecord());
    const night = 8 * 3600;
    for (let second = 0; second < night; second++) into.addStep(endpointStep(second, { requests: 3 }));
    expect(into.steps.windows.length).to.be.at.most(1500);
    const sum = into.steps.windows.reduce(
      (total, window) => total + (window?.endpoints.get("items_list")?.requests ?? 0),
      0,
    );
    expect(sum).to.equal(3 * night);
    expect(into.phaseCounts()[0]?.requests).to.equal(3 * night);
  });

  it("keeps the first of very many events and failures", () => {
    const into = gathering(aRecord());
    for (let second = 0; second < 600; second++) into.addEvent(anEvent(second, { name: `note ${second}` }));
    expect(into.events).to.have.lengthOf(500);
    expect(into.events[0]?.name).to.equal("note 0");
  });
});
