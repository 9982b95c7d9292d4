import { expect } from "chai";
import { type ResourceAnswer, toldResources } from "../../../../lib/core/analysis/told-resources.ts";
import type { ResourceFigure } from "../../../../lib/core/record/resource.ts";

const series = (values: readonly number[], fromSeconds = 100) => ({
  points: values.map((value, index) => ({ timeSeconds: fromSeconds + 15 * index, value })),
});
const answer = (
  subject: string,
  figure: ResourceFigure,
  ...told: ResourceAnswer["series"]
): ResourceAnswer => ({ subject, figure, series: told });

const untold = {
  cpuCores: null,
  residentBytes: null,
  eventLoopLagSeconds: null,
  connections: null,
  networkReceivedBytes: null,
  networkSentBytes: null,
  blockReadBytes: null,
  blockWrittenBytes: null,
};

describe("toldResources", () => {
  it("merges what was told of a subject for one moment, in order of time", () => {
    const { samples, notes } = toldResources(
      [
        answer("api", "cpuCores", series([0.5, 0.25])),
        answer("api", "residentBytes", series([1000, 2000])),
        answer("mongo", "connections", series([0, 3])),
      ],
      2,
    );
    const api = { schema: 1, subject: "api", source: "prometheus", ...untold };
    const mongo = { ...api, subject: "mongo" };
    expect(samples).to.deep.equal([
      { ...api, atMs: 100_000, cpuCores: 0.5, residentBytes: 1000 },
      { ...mongo, atMs: 100_000, connections: 0 },
      { ...api, atMs: 115_000, cpuCores: 0.25, residentBytes: 2000 },
      { ...mongo, atMs: 115_000, connections: 3 },
    ]);
    expect(notes).to.deep.equal([]);
  });

  it("keeps what one question was told for a moment that another was not", () => {
    const { samples, notes } = toldResources(
      [answer("api", "cpuCores", series([0.5], 115)), answer("api", "residentBytes", series([1000, 2000]))],
      2,
    );
    expect(samples.map(({ cpuCores, residentBytes }) => [cpuCores, residentBytes])).to.deep.equal([
      [null, 1000],
      [0.5, 2000],
    ]);
    expect(notes).to.deep.equal(["api, cpuCores: 1 of 2 values from Prometheus are missing"]);
  });

  it("takes a time to the nearest millisecond, so that two figures meet", () => {
    const { samples } = toldResources(
      [
        answer("api", "cpuCores", series([1], 1700000000.123)),
        answer("api", "connections", series([2], 1700000000.1229999)),
      ],
      1,
    );
    expect(samples).to.have.lengthOf(1);
    expect(samples[0]).to.include({ atMs: 1700000000123, cpuCores: 1, connections: 2 });
  });

  it("takes none of several series, and says how to ask", () => {
    const { samples, notes } = toldResources([answer("api", "cpuCores", series([1]), series([2]))], 1);
    expect(samples).to.deep.equal([]);
    expect(notes).to.have.lengthOf(1);
    expect(notes[0]).to.match(/^api, cpuCores: Prometheus answered with 2 series, .* sum\(\) or max\(\)$/);
  });

  it("says that there is no series", () => {
    const { samples, notes } = toldResources([answer("api", "cpuCores")], 3);
    expect(samples).to.deep.equal([]);
    expect(notes[0]).to.match(/^api, cpuCores: Prometheus has no such series of the run/);
  });

  it("leaves out what is no amount, and counts it", () => {
    const { samples, notes } = toldResources(
      [answer("api", "residentBytes", series([NaN, Infinity, -1, 0, 7]))],
      6,
    );
    expect(samples.map(({ residentBytes }) => residentBytes)).to.deep.equal([0, 7]);
    expect(notes).to.deep.equal([
      "api, residentBytes: 4 of 6 values from Prometheus are missing; 3 of them were no amount (NaN, infinite or below 0)",
    ]);
  });
});
