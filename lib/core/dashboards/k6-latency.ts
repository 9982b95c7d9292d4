/**
 * What the client felt against what the server tells, in one panel: the gap between them is network,
 * queues before the service, or the generator itself.
 */
import type { Objective } from "../objective/objective.ts";
import { traffics } from "../rules/names.ts";
import type { Endpoint } from "../system/system.ts";
import { comparedQuantile, k6Step, run } from "./k6-series.ts";
import { type Query, type TimePanel, units } from "./panel.ts";
import { promisesOf, quantileName, quantilesOf } from "./promises.ts";
import { endpointMatchers, nativeQuantile, quantile } from "./promql.ts";

const duration = "k6_http_req_duration_seconds";
const serverDuration = "http_request_duration_seconds_bucket";
const sentByTests = `traffic="${traffics.synthetic}"`;

/** Of the endpoints that tests send to: a service also answers other services, and those are no client's wait. */
export function latencyOfService(service: string, endpoints: readonly Endpoint[]): TimePanel {
  const paths = [...new Set(endpoints.map(({ path }) => path))].join("|");
  const server = `${serverDuration}{service="${service}",endpoint=~"${paths}",${sentByTests}}`;
  return {
    kind: "time",
    title: `${service}: latency`,
    description:
      "Median, 95th and 99th percentile: as k6 measured (without the wait for a connection), and as the service tells of " +
      "all tests' requests at that time.",
    unit: units.seconds,
    queries: [
      ...[0.5, 0.95].map((share) => client(share, `service="${service}"`)),
      ...comparedQuantile(0.99, "client p99", duration, `,service="${service}"`),
      ...[0.5, 0.95, 0.99].map((share) => ({
        expr: quantile(share, server),
        legend: `server ${quantileName(share)}`,
      })),
    ],
  };
}

export function latencyOfEndpoint(endpoint: Endpoint, objectives: readonly Objective[]): TimePanel {
  const promises = promisesOf(endpoint, objectives);
  const server = `${serverDuration}{${endpointMatchers(endpoint)},${sentByTests}}`;
  const { name, method, path } = endpoint;
  return {
    kind: "time",
    title: `${name}: latency`,
    description: `${method} ${path}: client and server. Line: the limit of the objective, for the highest percentile shown.`,
    unit: units.seconds,
    limits: promises.latencies.map(({ limit }) => limit),
    queries: quantilesOf(promises).flatMap((share) => [
      client(share, `name="${name}"`),
      { expr: quantile(share, server), legend: `server ${quantileName(share)}` },
    ]),
  };
}

function client(share: number, matcher: string): Query {
  const expr = nativeQuantile(share, `${duration}{${run},${matcher}}`);
  return { expr, legend: `client ${quantileName(share)}`, step: k6Step };
}
