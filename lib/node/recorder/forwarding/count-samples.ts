/** How many samples a push holds: numbers and histograms, of all its series. Reads nothing else of it. */
import { PbfReader } from "pbf";
import { uncompress } from "snappyjs";
import { requestFields, seriesFields } from "./fields.ts";

/** @throws Error for what is no remote write request */
export function countSamples(body: Buffer): number {
  let samples = 0;
  const request = new PbfReader(uncompress(body));
  for (let field = request.nextField(); field !== 0; field = request.nextField()) {
    if (field === requestFields.timeseries) samples += samplesOf(request.readBytes());
  }
  return samples;
}

function samplesOf(bytes: Uint8Array): number {
  let samples = 0;
  const series = new PbfReader(bytes);
  for (let field = series.nextField(); field !== 0; field = series.nextField()) {
    if (field === seriesFields.samples || field === seriesFields.histograms) samples++;
  }
  return samples;
}
