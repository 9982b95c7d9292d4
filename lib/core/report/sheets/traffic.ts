/** A row for each endpoint and phase: what was offered, what was achieved, how long answers took. */
import type { EndpointTraffic } from "../../record/record.ts";
import { count, duration, rate } from "../../record/units.ts";
import { type Cell, figures, type Sheet, words } from "../sheet.ts";

export function trafficSheet(traffic: readonly EndpointTraffic[]): Sheet {
  return {
    head: [
      words("endpoint"),
      words("phase"),
      figures("offered"),
      figures("achieved"),
      figures("requests"),
      figures("dropped"),
      figures("p50"),
      figures("p95"),
      figures("p99"),
    ],
    rows: traffic.map(row),
  };
}

function row(traffic: EndpointTraffic): readonly Cell[] {
  const { endpoint, phase, offeredPerSecond, achievedPerSecond, requests, dropped, latencySeconds } = traffic;
  const quantiles =
    latencySeconds === null
      ? ["none", "none", "none"]
      : [latencySeconds.p50, latencySeconds.p95, latencySeconds.p99].map(duration);
  return [
    endpoint,
    phase,
    offeredPerSecond === null ? "closed" : rate(offeredPerSecond),
    rate(achievedPerSecond),
    count(requests),
    count(dropped),
    ...quantiles,
  ];
}
