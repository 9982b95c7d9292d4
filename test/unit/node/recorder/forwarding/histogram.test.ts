import { expect } from "chai";
import { PbfWriter } from "pbf";
import { readHistogram } from "../../../../../lib/node/recorder/forwarding/trend-stats/histogram.ts";

/** Field numbers as prompb/types.proto gives them. */
function written(fill: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter();
  fill(pbf);
  return pbf.finish();
}

const span = (pbf: PbfWriter, field: number, offset: number, length: number) => {
  pbf.writeMessage(
    field,
    (_, inner) => {
      inner.writeSVarintField(1, offset);
      inner.writeVarintField(2, length);
    },
    null,
  );
};

describe("a native histogram on the wire", () => {
  it("has a bucket for each place of a span that is not empty, with the counts of its differences", () => {
    const bytes = written((pbf) => {
      pbf.writeVarintField(1, 18);
      pbf.writeDoubleField(3, 99.5);
      pbf.writeSVarintField(4, 0);
      pbf.writeVarintField(6, 2);
      span(pbf, 8, 1, 1);
      pbf.writePackedSVarint(9, [1]);
      span(pbf, 11, 1, 3);
      span(pbf, 11, 1, 1);
      pbf.writePackedSVarint(12, [5, -2, -3, 7]);
      pbf.writeVarintField(15, 1_700_000_000_000);
    });
    // Schema 0: bucket i ends at 2^i. Places 1, 2, 3, then a gap of one, then 5; counts 5, 3, 0, 7.
    expect(readHistogram(bytes)).to.deep.equal({
      timestampMs: 1_700_000_000_000,
      count: 18,
      sum: 99.5,
      buckets: [
        { low: -2, high: -1, count: 1 },
        { low: 0, high: 0, count: 2 },
        { low: 1, high: 2, count: 5 },
        { low: 2, high: 4, count: 3 },
        { low: 16, high: 32, count: 7 },
      ],
    });
  });

  it("divides a doubling into two to the power of its schema", () => {
    const bytes = written((pbf) => {
      pbf.writeSVarintField(4, 3);
      span(pbf, 11, -8, 1);
      pbf.writePackedSVarint(12, [1]);
    });
    const [bucket] = readHistogram(bytes).buckets;
    expect(bucket?.low).to.be.closeTo(2 ** (-9 / 8), 1e-12);
    expect(bucket?.high).to.be.closeTo(0.5, 1e-12);
  });

  it("is refused when it counts in fractions", () => {
    expect(() => readHistogram(written((pbf) => pbf.writeDoubleField(2, 1.5)))).to.throw("integers");
  });
});
