/** Rate, errors and duration of one endpoint, as its service tells them, with the lines of its objectives. */
import type { Objective } from "../objective/objective.ts";
import type { Endpoint } from "../system/system.ts";
import { type TimePanel, units } from "./panel.ts";
import { promisesOf, quantileName, quantilesOf } from "./promises.ts";
import { endpointMatchers, quantile, shareOfRates, sumOfRates } from "./promql.ts";

export function endpointPanels(endpoint: Endpoint, objectives: readonly Objective[]): readonly TimePanel[] {
  const own = `${endpointMatchers(endpoint)},traffic=~"$traffic"`;
  const promises = promisesOf(endpoint, objectives);
  const { name, method, path } = endpoint;
  return [
    {
      kind: "time",
      title: `${name}: requests`,
      description: `${method} ${path}: requests a second by status.`,
      unit: units.requestsPerSecond,
      stacked: true,
      queries: [
        { expr: sumOfRates(`http_requests_total{${own}}`, "status_code"), legend: "{{status_code}}" },
      ],
    },
    {
      kind: "time",
      title: `${name}: failed`,
      description: `${method} ${path}: share of requests answered with 5xx. Line: what the objective allows.`,
      unit: units.share,
      limits: promises.errorShares,
      queries: [
        {
          expr: shareOfRates(`http_requests_total{${own},status_code=~"5.."}`, `http_requests_total{${own}}`),
          legend: "failed",
        },
      ],
    },
    {
      kind: "time",
      title: `${name}: duration`,
      description:
        `${method} ${path}: time to the end of the answer, whatever its status, interpolated between bounds of ` +
        `the histogram. Line: the limit of the objective, for the highest percentile shown.`,
      unit: units.seconds,
      limits: promises.latencies.map(({ limit }) => limit),
      queries: quantilesOf(promises).map((share) => ({
        expr: quantile(share, `http_request_duration_seconds_bucket{${own}}`),
        legend: quantileName(share),
      })),
    },
  ];
}
