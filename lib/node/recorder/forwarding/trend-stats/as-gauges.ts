/**
 * A push for back ends that refuse native histograms: each histogram becomes the gauges that k6 itself
 * would have sent with `K6_PROMETHEUS_RW_TREND_STATS` (`k6_http_req_duration_p99`, in seconds); every
 * other series stays byte for byte. k6 can't send both, and the recorder needs the histograms.
 */
import { PbfReader, PbfWriter } from "pbf";
import { compress, uncompress } from "snappyjs";
import { labelFields, requestFields, sampleFields, seriesFields } from "../fields.ts";
import { type Histogram, readHistogram } from "./histogram.ts";
import type { Statistic } from "./statistic.ts";

/** @throws Error for what is no remote write request */
export function trendsAsGauges(body: Buffer, statistics: readonly Statistic[]): Buffer {
  const request = new PbfReader(uncompress(body));
  const rewritten = new PbfWriter();
  for (let field = request.nextField(); field !== 0; field = request.nextField()) {
    if (field === requestFields.metadata) rewritten.writeBytesField(field, request.readBytes());
    if (field !== requestFields.timeseries) continue;
    const bytes = request.readBytes();
    for (const series of gaugesOf(bytes, statistics) ?? [bytes]) {
      rewritten.writeBytesField(requestFields.timeseries, series);
    }
  }
  return Buffer.from(compress(Uint8Array.from(rewritten.finish())));
}

interface Series {
  readonly labels: Label[];
  /** Beside a histogram k6 sends none but the marker that ends the series. */
  readonly rawSamples: Uint8Array[];
  readonly histograms: Histogram[];
}

interface Label {
  readonly name: string;
  readonly value: string;
}

/** Null for a series without histograms. */
function gaugesOf(bytes: Uint8Array, statistics: readonly Statistic[]): Uint8Array[] | null {
  const series = readSeries(bytes);
  if (series.histograms.length === 0) return null;
  return statistics.map((statistic) => writeGauge(series, statistic));
}

function readSeries(bytes: Uint8Array): Series {
  const series: Series = { labels: [], rawSamples: [], histograms: [] };
  const pbf = new PbfReader(bytes);
  for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
    if (field === seriesFields.labels) series.labels.push(readLabel(pbf));
    else if (field === seriesFields.samples) series.rawSamples.push(pbf.readBytes());
    else if (field === seriesFields.histograms) series.histograms.push(readHistogram(pbf.readBytes()));
  }
  return series;
}

function readLabel(pbf: PbfReader): Label {
  return pbf.readMessage(
    (field, label, reader) => {
      if (field === labelFields.name) label.name = reader.readString();
      else if (field === labelFields.value) label.value = reader.readString();
    },
    { name: "", value: "" },
  );
}

/** Labels stay sorted: only a value changes. */
function writeGauge({ labels, rawSamples, histograms }: Series, { suffix, of }: Statistic): Uint8Array {
  const pbf = new PbfWriter();
  for (const { name, value } of labels) {
    const text = name === "__name__" ? `${value.replace(/_(seconds|bytes)$/, "")}_${suffix}` : value;
    pbf.writeMessage(seriesFields.labels, writeLabel, { name, value: text });
  }
  for (const raw of rawSamples) pbf.writeBytesField(seriesFields.samples, raw);
  if (rawSamples.length > 0) return pbf.finish();
  for (const histogram of histograms) {
    pbf.writeMessage(seriesFields.samples, writeSample, {
      value: of(histogram),
      timestampMs: histogram.timestampMs,
    });
  }
  return pbf.finish();
}

function writeLabel({ name, value }: Label, pbf: PbfWriter): void {
  pbf.writeStringField(labelFields.name, name);
  pbf.writeStringField(labelFields.value, value);
}

function writeSample({ value, timestampMs }: { value: number; timestampMs: number }, pbf: PbfWriter): void {
  pbf.writeDoubleField(sampleFields.value, value);
  pbf.writeVarintField(sampleFields.timestamp, timestampMs);
}
