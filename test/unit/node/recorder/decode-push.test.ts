import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PbfWriter } from "pbf";
import { compress } from "snappyjs";
import { expect } from "chai";
import type { EndpointStep } from "../../../../lib/core/record/step.ts";
import { submetrics } from "../../../../lib/core/record/submetrics.ts";
import { createRecording } from "../../../../lib/core/recording/recording.ts";
import { decodePush } from "../../../../lib/node/recorder/decode-push.ts";

/** A push as prompb/remote.proto and types.proto have it, written field by field. */
function aPush(write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  write(writer);
  return compress(writer.finish());
}

function label(series: PbfWriter, name: string, value: string): void {
  const write = (_: null, writer: PbfWriter) => {
    writer.writeStringField(1, name);
    writer.writeStringField(2, value);
  };
  series.writeMessage(1, write, null);
}

function counter(writer: PbfWriter, value: number | null, timestamp: number): void {
  const write = (_: null, series: PbfWriter) => {
    label(series, "__name__", "k6_http_reqs_total");
    label(series, "phase", "größer");
    const sample = (_none: null, own: PbfWriter) => {
      if (value !== null) own.writeDoubleField(1, value);
      own.writeVarintField(2, timestamp);
    };
    series.writeMessage(2, sample, null);
  };
  writer.writeMessage(1, write, null);
}

function nativeHistogram(writer: PbfWriter): void {
  const write = (_: null, series: PbfWriter) => {
    label(series, "__name__", "k6_http_req_duration_seconds");
    const body = (_none: null, own: PbfWriter) => {
      own.writeVarintField(1, 8); // count
      own.writeDoubleField(3, 1.25);
      own.writeSVarintField(4, 3);
      own.writeDoubleField(5, 2 ** -128); // zero threshold
      own.writeVarintField(6, 1);
      for (const [offset, length] of [
        [-90, 2],
        [3, 1],
      ] as const) {
        // prettier-ignore
        const span = (_span: null, inner: PbfWriter) => {
          inner.writeSVarintField(1, offset);
          inner.writeVarintField(2, length);
        };
        own.writeMessage(11, span, null);
      }
      own.writePackedSVarint(12, [2, 2, -3]);
      own.writeVarintField(15, 1_700_000_000_123);
    };
    series.writeMessage(4, body, null);
  };
  writer.writeMessage(1, write, null);
}

describe("decodePush", () => {
  it("reads labels, values and times, in whatever script", () => {
    const [series] = decodePush(aPush((writer) => counter(writer, 12.5, 1_700_000_000_123)));
    expect(series?.labels).to.deep.equal({ __name__: "k6_http_reqs_total", phase: "größer" });
    expect(series?.values).to.deep.equal([{ atMs: 1_700_000_000_123, value: 12.5 }]);
    expect(series?.histograms).to.deep.equal([]);
  });

  it("reads a value that does not travel as 0, and the mark of an end as NaN", () => {
    const values = (value: number | null) =>
      decodePush(aPush((writer) => counter(writer, value, 5)))[0]?.values;
    expect(values(null)).to.deep.equal([{ atMs: 5, value: 0 }]);
    expect(values(Number.NaN)?.[0]?.value).to.be.NaN;
  });

  it("reads a native histogram: -90 and -89 in a row, then three empty ones", () => {
    const [series] = decodePush(aPush(nativeHistogram));
    expect(series?.histograms).to.deep.equal([
      {
        atMs: 1_700_000_000_123,
        histogram: { schema: 3, zeroCount: 1, sumSeconds: 1.25, buckets: [[-90, 2], [-89, 4], [-85, 1]] }, // prettier-ignore
      },
    ]);
  });

  it("gives two series the same key only where all their labels are the same", () => {
    const keys = decodePush(
      aPush((writer) => {
        counter(writer, 1, 5);
        counter(writer, 2, 6);
        nativeHistogram(writer);
      }),
    ).map(({ key }) => key);
    expect(keys[0]).to.equal(keys[1]).and.not.equal(keys[2]);
  });

  it("skips fields that it does not know", () => {
    const push = aPush((writer) => {
      writer.writeStringField(3, "metadata");
      counter(writer, 1, 5);
      writer.writeVarintField(99, 7);
    });
    expect(decodePush(push)).to.have.length(1);
  });

  it("reads an empty push as no series", () => {
    expect(decodePush(aPush(() => undefined))).to.deep.equal([]);
  });

  it("refuses a push that was torn anywhere, whole", () => {
    const whole = Buffer.from(
      aPush((writer) => {
        counter(writer, 1, 1_700_000_000_123);
        nativeHistogram(writer);
      }),
    );
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodePush(whole.subarray(0, length)), `${length} of ${whole.length} bytes`).to.throw(
        Error,
      );
    }
  });

  it("refuses what is no such push", () => {
    expect(() => decodePush(Buffer.from("hello"))).to.throw(Error);
    expect(() => decodePush(compress(Buffer.from("no protobuf at all")))).to.throw(Error);
    const claims = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]); // 4 GiB in six bytes
    expect(() => decodePush(claims)).to.throw(Error);
  });
});

/**
 * What k6 v2.2.0 pushed in a run of 4 s with `--features native-histograms,merge-run-tags`, the mark of
 * its end included (K6_PROMETHEUS_RW_STALE_MARKERS): 20/s in the warm-up, then 50/s against a server that
 * answered every tenth request with 500.
 */
describe("pushes captured from k6", () => {
  const push = (name: string) => decodePush(readFileSync(join(import.meta.dirname, "pushes", `${name}.bin`)));

  it("add up to the requests, failures and latencies of the run, and its end adds nothing", () => {
    const recording = createRecording();
    const names = ["1", "2", "3", "4", "5", "6-end"];
    const steps = names.map((name, index) => recording.push(push(name), 1_795_594_020_568 + index * 1000));
    const { totals } = recording;
    expect(totals.count(submetrics.requests("items_list", "main"))).to.equal(136 + 15);
    expect(totals.count(submetrics.bad("items_list-errors", "main"))).to.equal(15);
    expect(totals.count(submetrics.completed("steady"))).to.equal(151);
    expect(steps.at(-1)).to.deep.equal([]);

    const rows = steps.flat().filter((step): step is EndpointStep => step.kind === "endpoint");
    for (const { requests, latency } of rows) {
      expect(latency.buckets.reduce((sum, [, count]) => sum + count, 0)).to.equal(requests);
    }
    const sum = rows.reduce(
      (total, { phase, latency }) => total + (phase === "main" ? latency.sumSeconds : 0),
      0,
    );
    expect(sum).to.be.closeTo(0.059692811 + 0.004923835, 1e-9);
  });
});
