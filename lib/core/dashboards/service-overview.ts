/** How are the services, and what do they stand on? Requests, errors and durations; then use, saturation and errors. */
import type { Objective } from "../objective/objective.ts";
import { dashboardUids } from "../rules/names.ts";
import type { SystemDescription } from "../system/system.ts";
import type { DashboardSpec } from "./dashboard.ts";
import { dependencySections } from "./dependency-sections.ts";
import { endpointPanels } from "./endpoint-panels.ts";
import { type Section, units } from "./panel.ts";
import { quantile, shareOfRates, sumOfRates } from "./promql.ts";
import type { SaturationView } from "./saturation.ts";
import { trafficVariable } from "./variables.ts";

const traffic = 'traffic=~"$traffic"';

export function serviceOverview(
  system: SystemDescription,
  objectives: readonly Objective[],
  points: readonly SaturationView[],
): DashboardSpec {
  return {
    uid: dashboardUids.service,
    title: "Services",
    description:
      "Requests, errors and durations of every endpoint with its objectives; what the services stand on.",
    from: "now-3h",
    variables: [trafficVariable()],
    sections: [everyService, ...endpointSections(system, objectives), ...dependencySections(points)],
  };
}

const everyService: Section = {
  title: "Every service",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Requests",
      description:
        "Requests a second by service. Services call each other: one of a user can be counted in several.",
      unit: units.requestsPerSecond,
      queries: [{ expr: sumOfRates(`http_requests_total{${traffic}}`, "service"), legend: "{{service}}" }],
    },
    {
      kind: "time",
      title: "Failed requests",
      description: "Share of requests answered with 5xx, by service.",
      unit: units.share,
      queries: [
        {
          expr: shareOfRates(
            `http_requests_total{${traffic},status_code=~"5.."}`,
            `http_requests_total{${traffic}}`,
            "service",
          ),
          legend: "{{service}}",
        },
      ],
    },
    {
      kind: "time",
      title: "Duration",
      description: "99th percentile of the time from a request to the end of its answer, by service.",
      unit: units.seconds,
      queries: [
        {
          expr: quantile(0.99, `http_request_duration_seconds_bucket{${traffic}}`, "service"),
          legend: "{{service}}",
        },
      ],
    },
  ],
};

function endpointSections(
  { services, endpoints }: SystemDescription,
  objectives: readonly Objective[],
): readonly Section[] {
  return services.map(({ name, description }) => ({
    title: `Endpoints of ${name}: ${description}`,
    each: 3,
    closed: true,
    panels: endpoints
      .filter(({ service }) => service === name)
      .flatMap((endpoint) => endpointPanels(endpoint, objectives)),
  }));
}
