import { expect } from "chai";
import type { EndpointStep, Step } from "../../../../lib/core/record/step.ts";
import { submetrics } from "../../../../lib/core/record/submetrics.ts";
import type { PushedSeries } from "../../../../lib/core/recording/pushed-series.ts";
import { createRecording } from "../../../../lib/core/recording/recording.ts";
import { aHistogramSeries, aSeries } from "./given.ts";

const REQUESTS = "k6_http_reqs_total";
const T0 = 1_700_000_000_000;

/** What each of some pushes, a second apart, adds; and the sum of all. */
function recorded(...pushes: (readonly PushedSeries[])[]) {
  const recording = createRecording();
  const steps = pushes.map((push, index) => recording.push(push, T0 + index * 1000));
  return { steps, totals: recording.totals, activeSeconds: recording.activeSeconds };
}

function requestsIn(steps: readonly Step[]): number[] {
  return steps.flatMap((step) => (step.kind === "endpoint" ? [step.requests] : []));
}

describe("createRecording", () => {
  it("turns what was counted since the start into what was counted in each second", () => {
    const { steps, totals } = recorded(
      [aSeries(REQUESTS, T0, 10)],
      [aSeries(REQUESTS, T0 + 1000, 25)],
      [aSeries(REQUESTS, T0 + 2000, 25)],
      [aSeries(REQUESTS, T0 + 3000, 31)],
    );
    expect(steps.map(requestsIn)).to.deep.equal([[10], [15], [], [6]]);
    expect(totals.count(submetrics.requests("items_list", "main"))).to.equal(31);
  });

  it("tells for how long a phase had answers, once for all its endpoints", () => {
    const { activeSeconds } = recorded(
      [aSeries(REQUESTS, T0, 10), aSeries(REQUESTS, T0, 5, { endpoint: "items_buy" })],
      [aSeries(REQUESTS, T0 + 1000, 25)],
      [aSeries(REQUESTS, T0 + 2000, 25)],
      [aSeries(REQUESTS, T0 + 3000, 1, { phase: "after" })],
    );
    expect(["main", "after", "never"].map(activeSeconds)).to.deep.equal([2, 1, 0]);
  });

  it("adds up the series of one endpoint, by status, and keeps phases and endpoints apart", () => {
    const {
      steps: [step = []],
    } = recorded([
      aSeries(REQUESTS, T0, 7),
      aSeries(REQUESTS, T0, 2, { status: "500", error_code: "1500" }),
      aSeries(REQUESTS, T0, 1, { status: "0", error: "connection refused" }),
      aSeries(REQUESTS, T0, 3, { method: "HEAD" }),
      aSeries(REQUESTS, T0, 5, { phase: "warmup" }),
      aSeries(REQUESTS, T0, 4, { endpoint: "items_buy" }),
    ]);
    const rows = step as EndpointStep[];
    expect(rows.map(({ endpoint, phase, requests }) => [endpoint, phase, requests])).to.deep.equal([
      ["items_list", "main", 13],
      ["items_list", "warmup", 5],
      ["items_buy", "main", 4],
    ]);
    expect(rows[0]?.statuses).to.deep.equal({ "200": 10, "500": 2, "0": 1 });
  });

  it("writes whole rows of each kind, with the time of the step", () => {
    const { steps } = recorded([
      aSeries(REQUESTS, T0, 2),
      aSeries("k6_objective_bad_total", T0, 1, { objective: "items_list-errors" }),
      aHistogramSeries(T0, { sumSeconds: 0.5, buckets: [[-10, 2]] }),
      aSeries("k6_iterations_total", T0, 2),
      aSeries("k6_dropped_iterations_total", T0, 3),
      aSeries("k6_vus", T0, 4),
      aSeries("k6_data_sent_total", T0, 999),
    ]);
    const time = { startMs: T0 - 1000, durationMs: 1000 };
    expect(steps[0]).to.deep.equal([
      {
        schema: 1,
        kind: "endpoint",
        ...time,
        endpoint: "items_list",
        phase: "main",
        requests: 2,
        statuses: { "200": 2 },
        bad: { "items_list-errors": 1 },
        latency: { schema: 3, zeroCount: 0, sumSeconds: 0.5, buckets: [[-10, 2]] },
      },
      { schema: 1, kind: "load", ...time, executor: "steady", iterations: 2, dropped: 3 },
      { schema: 1, kind: "users", ...time, vus: 4 },
    ]);
  });

  it("keeps totals of what has no row of its own: exceptions and bodies", () => {
    const bodies = (value: number) => [
      aSeries("k6_bodies_checked_total", T0 + value, value),
      aSeries("k6_bodies_wrong_total", T0 + value, 1),
      aSeries("k6_script_errors_total", T0 + value, value),
    ];
    const { totals, steps } = recorded(bodies(5), bodies(8));
    expect(totals.count(submetrics.bodiesChecked("items_list", "main"))).to.equal(8);
    expect(totals.count(submetrics.bodiesWrong("items_list", "main"))).to.equal(1);
    expect(totals.count("script_errors")).to.equal(8);
    expect(steps).to.deep.equal([[], []]);
  });

  it("counts a series that appears late from zero", () => {
    const { steps } = recorded(
      [aSeries(REQUESTS, T0, 10)],
      [aSeries(REQUESTS, T0 + 1000, 20), aSeries(REQUESTS, T0 + 1000, 3, { status: "503" })],
    );
    expect((steps[1] as EndpointStep[])[0]?.statuses).to.deep.equal({ "200": 10, "503": 3 });
  });

  it("counts what came to a series that was silent for a while once, and none of it twice", () => {
    const { steps } = recorded(
      [aSeries(REQUESTS, T0, 10)],
      [aSeries("k6_vus", T0 + 1000, 1)],
      [aSeries(REQUESTS, T0 + 2000, 12)],
    );
    expect(steps.map(requestsIn)).to.deep.equal([[10], [], [2]]);
  });

  it("adds nothing for a push that is repeated, to counts, histograms and users alike", () => {
    const push = [
      aSeries(REQUESTS, T0, 10),
      aHistogramSeries(T0, { sumSeconds: 1, buckets: [[1, 10]] }),
      aSeries("k6_vus", T0, 3),
    ];
    const { steps, totals } = recorded(push, push);
    expect(steps[1]).to.deep.equal([]);
    expect(totals.count(submetrics.requests("items_list", "main"))).to.equal(10);
  });

  it("adds nothing for a push that comes after a later one, which counted it already", () => {
    const { steps, totals } = recorded(
      [aSeries(REQUESTS, T0, 10)],
      [aSeries(REQUESTS, T0 + 2000, 30)],
      [aSeries(REQUESTS, T0 + 1000, 20)],
      [aSeries(REQUESTS, T0 + 3000, 35)],
    );
    expect(steps.map(requestsIn)).to.deep.equal([[10], [20], [], [5]]);
    expect(totals.count(submetrics.requests("items_list", "main"))).to.equal(35);
  });

  it("takes growth within one millisecond for what it is, not for a repetition", () => {
    const { steps } = recorded([aSeries(REQUESTS, T0, 10)], [aSeries(REQUESTS, T0, 12)]);
    expect(steps.map(requestsIn)).to.deep.equal([[10], [2]]);
  });

  it("takes a counter that is smaller than before, and newer, for one that started anew", () => {
    const { steps, totals } = recorded(
      [aSeries(REQUESTS, T0, 10), aHistogramSeries(T0, { sumSeconds: 1, buckets: [[1, 10]] })],
      [aSeries(REQUESTS, T0 + 1000, 4), aHistogramSeries(T0 + 1000, { sumSeconds: 0.5, buckets: [[1, 4]] })],
    );
    expect(steps.map(requestsIn)).to.deep.equal([[10], [4]]);
    expect((steps[1] as EndpointStep[])[0]?.latency.buckets).to.deep.equal([[1, 4]]);
    expect(totals.count(submetrics.requests("items_list", "main"))).to.equal(14);
  });

  it("reads the mark of a series' end as nothing, and goes on from the value before it", () => {
    const ended = {
      ...aSeries(REQUESTS, T0 + 1000, Number.NaN),
      histograms: aHistogramSeries(T0 + 1000, { sumSeconds: Number.NaN }).histograms,
    };
    const { steps } = recorded([aSeries(REQUESTS, T0, 10)], [ended], [aSeries(REQUESTS, T0 + 2000, 11)]);
    expect(steps.map(requestsIn)).to.deep.equal([[10], [], [1]]);
  });

  it("leaves out requests that belong to no endpoint", () => {
    const { key, values } = aSeries(REQUESTS, T0, 3);
    const token = {
      key,
      values,
      labels: { __name__: REQUESTS, name: "auth_token", phase: "auth" },
      histograms: [],
    };
    expect(recorded([token]).steps).to.deep.equal([[]]);
  });

  it("gives quantiles of all requests, none of their means", () => {
    const { totals } = recorded(
      [aHistogramSeries(T0, { buckets: [[-24, 99]] })],
      [aHistogramSeries(T0 + 1000, { buckets: [[-24, 990], [8, 10]] })], // prettier-ignore
    );
    // 990 of 1,000 within 2^(-24/8) s = 125 ms, the last ten within 2^(8/8) s = 2 s
    expect(totals.latencySeconds("items_list", "main")).to.deep.equal({
      p50: 0.125,
      p95: 0.125,
      p99: 0.125,
      max: 2,
    });
    expect(totals.latencySeconds("items_buy", "main")).to.equal(null);
  });
});
