import { expect } from "chai";
import { textSummary } from "../../../lib/k6/own-summary.ts";

describe("our own text summary", () => {
  const data = {
    state: { isStdOutTTY: false, testRunDurationMs: 2000 },
    metrics: {
      http_reqs: { type: "counter", contains: "default", values: { count: 200, rate: 99.996 } },
      data_sent: { type: "counter", contains: "data", values: { count: 4096, rate: 2048 } },
      http_req_failed: {
        type: "rate",
        contains: "default",
        values: { rate: 0.015, passes: 3, fails: 197 },
        thresholds: { "rate<0.01": { ok: false } },
      },
      http_req_duration: {
        type: "trend",
        contains: "time",
        values: { "p(95)": 1500, max: 2000, avg: 12.3456, med: 10 },
      },
    },
  };

  it("has a line for each metric, its values in k6's order and with their units, and its thresholds below", () => {
    const text = textSummary(data, { indent: " ", enableColors: false });
    expect(text.split("\n")).to.deep.equal([
      " data_sent .........: count=4.1kB rate=2.05kB/s",
      " http_req_duration .: avg=12.35ms med=10ms max=2s p(95)=1.5s",
      " http_req_failed ...: rate=1.5% passes=3 fails=197",
      "   ✗ rate<0.01",
      " http_reqs .........: count=200 rate=100/s",
    ]);
  });
});
