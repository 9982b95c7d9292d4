/** Samples by hand into a Prometheus with a remote write receiver: series with all their samples, in one push. */
import { PbfWriter } from "pbf";
import { compress } from "snappyjs";

export interface HandMadeSeries {
  /** `__name__` among them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly timeSeconds: number; readonly value: number }[];
}

export async function remoteWrite(url: string, series: readonly HandMadeSeries[]): Promise<void> {
  const body = Buffer.from(compress(Uint8Array.from(encoded(series))));
  const headers = { "content-type": "application/x-protobuf", "content-encoding": "snappy" };
  const answer = await fetch(`${url}/api/v1/write`, { method: "POST", headers, body });
  if (answer.status >= 300) throw new Error(`remote write: ${answer.status} ${await answer.text()}`);
}

function encoded(series: readonly HandMadeSeries[]): Uint8Array {
  const pbf = new PbfWriter();
  for (const each of series) pbf.writeMessage(1, writeSeries, each);
  return pbf.finish();
}

/** Labels must come sorted by name. */
function writeSeries({ labels, points }: HandMadeSeries, pbf: PbfWriter): void {
  for (const label of Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    pbf.writeMessage(1, writeLabel, label);
  }
  for (const point of points) pbf.writeMessage(2, writeSample, point);
}

function writeLabel([name, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeStringField(2, value);
}

function writeSample({ timeSeconds, value }: HandMadeSeries["points"][number], pbf: PbfWriter): void {
  pbf.writeDoubleField(1, value);
  pbf.writeVarintField(2, Math.round(timeSeconds * 1000));
}
