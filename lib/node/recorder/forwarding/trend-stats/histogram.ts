/**
 * One native histogram of k6 as plain buckets. k6 sends integer histograms with exponential buckets:
 * bucket `i` of schema `s` holds what is above `2^((i-1)/2^s)` and at most `2^(i/2^s)`; counts come as
 * differences from the bucket before (prompb/types.proto).
 */
import { PbfReader } from "pbf";
import { histogramFields, spanFields } from "../fields.ts";

export interface Histogram {
  readonly timestampMs: number;
  readonly count: number;
  readonly sum: number;
  /** From the lowest values to the highest; none is empty. */
  readonly buckets: readonly Bucket[];
}

/** Both bounds may be negative, and both are 0 for what k6 takes for 0 (its threshold is 3e-39). */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

/** @throws Error for one of floats, which k6 never sends */
export function readHistogram(bytes: Uint8Array): Histogram {
  const read = {
    timestampMs: 0,
    count: 0,
    sum: 0,
    schema: 0,
    zeroCount: 0,
    negative: { spans: [] as Span[], deltas: [] as number[] },
    positive: { spans: [] as Span[], deltas: [] as number[] },
  };
  const pbf = new PbfReader(bytes);
  for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
    if (field === histogramFields.countInt) read.count = pbf.readVarint();
    else if (field === histogramFields.countFloat)
      throw new Error("a native histogram must count in integers");
    else if (field === histogramFields.sum) read.sum = pbf.readDouble();
    else if (field === histogramFields.schema) read.schema = pbf.readSVarint();
    else if (field === histogramFields.zeroCountInt) read.zeroCount = pbf.readVarint();
    else if (field === histogramFields.negativeSpans) read.negative.spans.push(readSpan(pbf));
    else if (field === histogramFields.negativeDeltas) pbf.readPackedSVarint(read.negative.deltas);
    else if (field === histogramFields.positiveSpans) read.positive.spans.push(readSpan(pbf));
    else if (field === histogramFields.positiveDeltas) pbf.readPackedSVarint(read.positive.deltas);
    else if (field === histogramFields.timestamp) read.timestampMs = pbf.readVarint(true);
  }
  const positive = exponential(read.schema, read.positive.spans, read.positive.deltas);
  const negative = exponential(read.schema, read.negative.spans, read.negative.deltas);
  const zero = { low: 0, high: 0, count: read.zeroCount };
  const buckets = [...negative.map(mirrored).reverse(), zero, ...positive].filter(({ count }) => count > 0);
  return { timestampMs: read.timestampMs, count: read.count, sum: read.sum, buckets };
}

function readSpan(pbf: PbfReader): Span {
  return pbf.readMessage(
    (field, span, reader) => {
      if (field === spanFields.offset) span.offset = reader.readSVarint();
      else if (field === spanFields.length) span.length = reader.readVarint();
    },
    { offset: 0, length: 0 },
  );
}

/** The first span's offset is the index of its first bucket; each other one's is the gap before it. */
function exponential(schema: number, spans: readonly Span[], deltas: readonly number[]): Bucket[] {
  const buckets: Bucket[] = [];
  let index = 0;
  let count = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (let inSpan = 0; inSpan < length; inSpan++, index++) {
      count += deltas[buckets.length] ?? 0;
      buckets.push({ low: bound(schema, index - 1), high: bound(schema, index), count });
    }
  }
  return buckets;
}

function bound(schema: number, index: number): number {
  return 2 ** (index * 2 ** -schema);
}

function mirrored({ low, high, count }: Bucket): Bucket {
  return { low: -high, high: -low, count };
}
