/**
 * The body of a push by Prometheus remote write 1.0: protobuf (message WriteRequest of
 * prompb/remote.proto and types.proto) in the block form of snappy. Only the fields that k6 fills are
 * read; histograms are the ones with whole counts. A push is decoded whole or not at all.
 */
import { PbfReader } from "pbf";
import { uncompress } from "snappyjs";
import { bucketsOf, type Span } from "../../core/recording/native-histogram.ts";
import type { PushedHistogram, PushedSeries } from "../../core/recording/pushed-series.ts";

/** Far more than a push of k6 holds (some kB); a body that claims to be larger is none of its. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** @throws Error for what is not such a body, or not a whole one */
export function decodePush(body: Uint8Array): PushedSeries[] {
  const reader = new PbfReader(uncompress(body, MOST_BYTES));
  const series: PushedSeries[] = [];
  readWhole(reader, reader.length, (field) => {
    if (field === writeRequest.timeSeries) series.push(readSeries(reader));
  });
  return series;
}

/** Numbers of the fields, by message. */
const writeRequest = { timeSeries: 1 } as const;
const timeSeries = { label: 1, sample: 2, histogram: 4 } as const;
const label = { name: 1, value: 2 } as const;
const sample = { value: 1, timestamp: 2 } as const;
const histogram = { sum: 3, schema: 4, zeroCount: 6, spans: 11, differences: 12, timestamp: 15 } as const;
const span = { offset: 1, length: 2 } as const;

function readSeries(reader: PbfReader): PushedSeries {
  const labels: Record<string, string> = {};
  const values: { atMs: number; value: number }[] = [];
  const histograms: { atMs: number; histogram: PushedHistogram }[] = [];
  let key = "";
  readMessage(reader, (field) => {
    if (field === timeSeries.label) {
      const [name, value] = readLabel(reader);
      labels[name] = value;
      key += `${name}\u0000${value}\u0000`;
    } else if (field === timeSeries.sample) values.push(readSample(reader));
    else if (field === timeSeries.histogram) histograms.push(readHistogram(reader));
  });
  return { key, labels, values, histograms };
}

function readLabel(reader: PbfReader): [name: string, value: string] {
  let [name, value] = ["", ""];
  readMessage(reader, (field) => {
    if (field === label.name) name = reader.readString();
    else if (field === label.value) value = reader.readString();
  });
  return [name, value];
}

/** A field that is 0 does not travel. */
function readSample(reader: PbfReader): { atMs: number; value: number } {
  let [atMs, value] = [0, 0];
  readMessage(reader, (field) => {
    if (field === sample.value) value = reader.readDouble();
    else if (field === sample.timestamp) atMs = reader.readVarint(true);
  });
  return { atMs, value };
}

function readHistogram(reader: PbfReader): { atMs: number; histogram: PushedHistogram } {
  let [atMs, sumSeconds, schema, zeroCount] = [0, 0, 0, 0];
  const spans: Span[] = [];
  const differences: number[] = [];
  readMessage(reader, (field) => {
    if (field === histogram.sum) sumSeconds = reader.readDouble();
    else if (field === histogram.schema) schema = reader.readSVarint();
    else if (field === histogram.zeroCount) zeroCount = reader.readVarint();
    else if (field === histogram.spans) spans.push(readSpan(reader));
    else if (field === histogram.differences) reader.readPackedSVarint(differences);
    else if (field === histogram.timestamp) atMs = reader.readVarint(true);
  });
  return { atMs, histogram: { schema, zeroCount, sumSeconds, buckets: bucketsOf(spans, differences) } };
}

function readSpan(reader: PbfReader): Span {
  let [offset, length] = [0, 0];
  readMessage(reader, (field) => {
    if (field === span.offset) offset = reader.readSVarint();
    else if (field === span.length) length = reader.readVarint();
  });
  return { offset, length };
}

function readMessage(reader: PbfReader, read: (field: number) => void): void {
  const end = reader.readVarint() + reader.pos;
  readWhole(reader, end, read);
}

/** Its own reader stops where a message is cut short, and reads zeros beyond the end. */
function readWhole(reader: PbfReader, end: number, read: (field: number) => void): void {
  if (end > reader.length) throw new RangeError("the message is longer than the push");
  reader.readFields(read, undefined, end);
  if (reader.pos !== end) throw new RangeError("the message does not end where it says");
}
