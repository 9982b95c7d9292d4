/** What a soak's steps tell of latency over time: which windows count, and which endpoints. */
import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { latencySeries } from "../../../lib/app/run/latency-series.ts";
import { soakTrends } from "../../../lib/app/run/trends.ts";
import type { EndpointStep } from "../../../lib/core/record/step.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aLatencyObjective, anExecutor, aRecord } from "../../unit/core/given.ts";

const START_MS = 1_000_000;
const SECONDS = 600;
const END_MS = START_MS + SECONDS * 1000;
const { plan } = aRecord();

/** A second in which all requests of the endpoint ended in the bucket up to 2^(bucket/8) s. */
function step(second: number, bucket: number, varied: Partial<EndpointStep> = {}): EndpointStep {
  const requests = varied.requests ?? 10;
  return {
    schema: 1,
    kind: "endpoint",
    startMs: START_MS + second * 1000,
    durationMs: 1000,
    endpoint: "items_list",
    phase: "main",
    statuses: {},
    bad: {},
    latency: { schema: 3, zeroCount: 0, sumSeconds: 0, buckets: [[bucket, requests]] },
    ...varied,
    requests,
  };
}

describe("latencySeries", () => {
  const temporary = temporaryFolder();
  const write = (steps: readonly unknown[]) =>
    writeFileSync(temporary("steps.ndjson"), steps.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const each = (of: (second: number) => EndpointStep) =>
    Array.from({ length: SECONDS }, (_, second) => of(second));
  const read = (of = plan) => latencySeries(temporary(), of, { startMs: START_MS, endMs: END_MS });

  it("has nothing without steps", async () => {
    expect(await read()).to.deep.equal([]);
  });

  it("has the p95 of all requests of a window: 5 s of ten minutes, at its middle", async () => {
    // Four seconds in the bucket up to 2^-4 s and one in the bucket up to 2^-2 s: 20 % are above.
    write(each((second) => step(second, second % 5 === 0 ? -16 : -32)));
    const [series, ...others] = await read();
    expect(others).to.deep.equal([]);
    expect(series?.endpoint).to.equal("items_list");
    expect(series?.points).to.have.length(120);
    expect(series?.points[0]).to.deep.equal({ atMs: START_MS + 2_500, p95Seconds: 0.25 });
  });

  it("leaves a window with fewer than twenty requests out, and an endpoint with half of them gone", async () => {
    const sparse = (fewUntil: number) =>
      each((second) => step(second, -32, { requests: second < fewUntil ? 3 : 4 }));
    write(sparse(300));
    expect((await read())[0]?.points).to.have.length(60);
    write(sparse(305));
    expect(await read()).to.deep.equal([]);
  });

  it("leaves the warm-up and every phase out whose rate changes", async () => {
    write(each((second) => step(second, -32, { phase: second < 300 ? "warmup" : "ramp" })));
    const ramp = anExecutor({
      phase: "ramp",
      shape: { kind: "ramping-arrival-rate", startPerSecond: 1, endPerSecond: 9, durationSeconds: 10 },
    });
    expect(await read({ ...plan, executors: [anExecutor({ phase: "warmup" }), ramp] })).to.deep.equal([]);
  });

  it("fails a soak whose latency goes on growing, with the time to its objective", async () => {
    // From 2^-4 s = 62.5 ms in steps of 9 % a minute; the objective is 500 ms for 99 %.
    write(each((second) => step(second, -32 + Math.floor(second / 60))));
    const soak = { ...plan, soak: true, objectives: [aLatencyObjective()] };
    const window = { startedAt: new Date(START_MS), endedAt: new Date(END_MS) };
    const { trends } = await soakTrends({ folder: temporary(), plan: soak, ...window });
    expect(trends).to.have.length(1);
    expect(trends[0]).to.include({ subject: "items_list", quantity: "latencyP95Seconds", outcome: "leak" });
    expect(trends[0]?.hoursToLimit).to.be.within(0.5, 1.5);
    write(each((second) => step(second, -32 + (second % 2))));
    const steady = await soakTrends({ folder: temporary(), plan: soak, ...window });
    expect(steady.trends[0]).to.include({ outcome: "stable", hoursToLimit: null });
  });
});
