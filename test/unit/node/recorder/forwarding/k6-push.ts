/** A push of the real k6, and a reader of pushes that is not the one under test. */
import { readFileSync } from "node:fs";
import { PbfReader, PbfWriter } from "pbf";
import { compress, uncompress } from "snappyjs";

const file = new URL("k6-push.fixture.json", import.meta.url);
const { base64 } = JSON.parse(readFileSync(file, "utf8")) as { base64: string };

/** 201 requests, 201 times 3 ms of `own_wait`, and what k6 adds; 16 series. */
export const k6Push = Buffer.from(base64, "base64");

/** The same with every time set anew: a Prometheus of today need not take what is old, or yet to come. */
export function k6PushAt(timeMs: number): Buffer {
  const times = new Set(readPush(k6Push).map(({ timestampMs }) => timestampMs));
  const bytes = [...times].reduce(
    (left, time) => left.replaceAll(varint(time), varint(timeMs)),
    Buffer.from(uncompress(Uint8Array.from(k6Push))).toString("latin1"),
  );
  return Buffer.from(compress(Uint8Array.from(Buffer.from(bytes, "latin1"))));
}

/** Of six bytes for every time of this century. */
function varint(value: number): string {
  const pbf = new PbfWriter();
  pbf.writeVarint(value);
  return Buffer.from(pbf.finish()).toString("latin1");
}

export interface SeenSeries {
  readonly labels: Record<string, string>;
  /** The number of the last sample; null for a histogram. 0 is not on the wire. */
  readonly value: number | null;
  readonly timestampMs: number;
}

export function readPush(body: Buffer): SeenSeries[] {
  return messages(uncompress(Uint8Array.from(body)), 1).map((series) => {
    const labels = messages(series, 1).map((label) => [text(label, 1), text(label, 2)]);
    const [[sample], [histogram]] = [messages(series, 2), messages(series, 4)];
    return {
      labels: Object.fromEntries(labels) as Record<string, string>,
      value: sample === undefined ? null : number(sample, 1),
      timestampMs: sample === undefined ? number(histogram ?? new Uint8Array(), 15) : number(sample, 2),
    };
  });
}

/** By the name of its metric. */
export function valuesOf(body: Buffer): Record<string, number | null> {
  return Object.fromEntries(readPush(body).map(({ labels, value }) => [labels["__name__"] ?? "", value]));
}

function messages(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  new PbfReader(bytes).readFields((field, list, pbf) => {
    if (field === wanted) list.push(pbf.readBytes());
  }, found);
  return found;
}

function text(bytes: Uint8Array, wanted: number): string {
  return Buffer.from(messages(bytes, wanted)[0] ?? []).toString("utf8");
}

function number(bytes: Uint8Array, wanted: number): number {
  const read = { value: 0 };
  new PbfReader(bytes).readFields((field, result, pbf) => {
    if (field !== wanted) return;
    result.value = field === 1 ? pbf.readDouble() : pbf.readVarint(true);
  }, read);
  return read.value;
}
