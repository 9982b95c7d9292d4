/**
 * One load test: did it send what it was meant to, what did the client feel against what the servers
 * tell, what failed, and what was full at that moment. Counters and native histograms alone: k6's
 * rates and percentiles as gauges are cumulative since its start and hide what happens late.
 */
import type { Objective } from "../objective/objective.ts";
import { dashboardUids, sloMetrics, traffics } from "../rules/names.ts";
import type { Endpoint, SystemDescription } from "../system/system.ts";
import type { DashboardSpec } from "./dashboard.ts";
import { comparedQuantile, comparedRate, countOf, k6Step, run, runVariables } from "./k6-series.ts";
import { objectivesInRun } from "./k6-objectives.ts";
import { latencyOfEndpoint, latencyOfService } from "./k6-latency.ts";
import { type PanelSpec, type Query, type Section, units } from "./panel.ts";
import { nativeQuantile, shareOfRates, sumOfRates } from "./promql.ts";
import { saturationPanels, type SaturationView } from "./saturation.ts";

export function k6Run(
  { services, endpoints }: SystemDescription,
  objectives: readonly Objective[],
  points: readonly SaturationView[],
): DashboardSpec {
  const of = (service: string) => endpoints.filter((endpoint) => endpoint.service === service);
  return {
    uid: dashboardUids.run,
    title: "Load test",
    description:
      "A run by its testid, and another one to compare with. The verdict is in the run's record, not here.",
    from: "now-30m",
    variables: runVariables(),
    sections: [
      figures,
      objectivesInRun,
      load,
      {
        title: "Client against server latency",
        each: 3,
        panels: services
          .filter(({ name }) => of(name).length > 0)
          .map(({ name }) => latencyOfService(name, of(name))),
      },
      errors,
      {
        title: "What was full at that moment",
        each: 4,
        panels: saturationPanels(
          points,
          "services",
          "postgres",
          "mongodb",
          "redis",
          "rabbitmq",
          "containers",
          "machine",
        ),
      },
      generator,
      {
        title: "Client against server latency by endpoint",
        each: 3,
        closed: true,
        panels: byEndpoint(endpoints, objectives),
      },
    ],
  };
}

function byEndpoint(endpoints: readonly Endpoint[], objectives: readonly Objective[]): readonly PanelSpec[] {
  return endpoints.map((endpoint) => latencyOfEndpoint(endpoint, objectives));
}

const requests = `k6_http_reqs_total{${run}}`;
const unexpected = `k6_http_reqs_total{${run},expected_response="false"}`;
/** 0 where the run has no series of it, which is not the same as no run. */
const orNone = (count: string) => `${count} or 0 * ${countOf(requests)}`;

const figures: Section = {
  title: "The run",
  each: 6,
  panels: [
    figure("Requests", "Sent by the run, all phases.", countOf(requests)),
    {
      ...figure(
        "Unexpected answers",
        "Share of requests with a status that the endpoint does not expect, or none.",
        "",
      ),
      unit: units.share,
      queries: [
        { expr: `(${orNone(countOf(unexpected))}) / ${countOf(requests)}`, legend: "share", step: k6Step },
      ],
    },
    figure(
      "Dropped iterations",
      "Not started because no virtual user was free: load that the system was spared. The run asked less than it was meant to.",
      orNone(countOf(`k6_dropped_iterations_total{${run}}`)),
    ),
    figure(
      "Most virtual users",
      "Busy at the same moment, as k6 looked once a second.",
      `max(max_over_time(k6_vus{${run}}[$__range]))`,
    ),
    figure(
      "Wrong bodies",
      "Answers with an expected status and a wrong body, of those looked at.",
      orNone(countOf(`k6_bodies_wrong_total{${run}}`)),
    ),
    figure(
      "Exceptions",
      "In the test's script. Any makes the run a fail.",
      orNone(countOf(`k6_script_errors_total{${run}}`)),
    ),
  ],
};

function figure(title: string, description: string, expr: string): PanelSpec {
  return {
    kind: "figure",
    title,
    description,
    unit: units.count,
    queries: [{ expr, legend: title, step: k6Step }],
  };
}

const iterations = sumOfRates(`k6_iterations_total{${run}}`);
const dropped = `(${sumOfRates(`k6_dropped_iterations_total{${run}}`)} or 0 * ${iterations})`;
const atK6Step = (expr: string, legend: string): Query => ({ expr, legend, step: k6Step });

const load: Section = {
  title: "Load",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Offered and achieved",
      description:
        "Iterations a second. Offered: ended and dropped ones; an iteration counts when it ends, so a slow system shows late.",
      unit: units.perSecond,
      queries: [
        atK6Step(`${iterations} + ${dropped}`, "offered"),
        ...comparedRate("achieved", "k6_iterations_total"),
        atK6Step(dropped, "dropped"),
      ],
    },
    {
      kind: "time",
      title: "Requests",
      description: "Requests a second of the client.",
      unit: units.requestsPerSecond,
      queries: comparedRate("requests", "k6_http_reqs_total"),
    },
    {
      kind: "time",
      title: "Virtual users",
      description:
        "Busy with an iteration at that moment, and made so far. When all are busy and no more may be made, iterations are dropped.",
      unit: units.count,
      queries: [atK6Step(`sum(k6_vus{${run}})`, "busy"), atK6Step(`sum(k6_vus_max{${run}})`, "made")],
    },
  ],
};

const errors: Section = {
  title: "Errors",
  each: 4,
  panels: [
    {
      kind: "time",
      title: "Unexpected answers by status",
      description: "Requests a second; status 0 is no answer at all.",
      unit: units.requestsPerSecond,
      stacked: true,
      queries: [atK6Step(sumOfRates(unexpected, "status"), "{{status}}")],
    },
    {
      kind: "time",
      title: "Unexpected answers by endpoint",
      description: "Share of each endpoint's requests.",
      unit: units.share,
      queries: [atK6Step(shareOfRates(unexpected, requests, "name"), "{{name}}")],
    },
    {
      kind: "time",
      title: "Bad events by objective",
      description: "A second, errors and slow answers.",
      unit: units.perSecond,
      queries: [atK6Step(sumOfRates(`k6_objective_bad_total{${run}}`, "objective"), "{{objective}}")],
    },
    {
      kind: "time",
      title: "Burn rate of what tests send",
      description:
        "Over five minutes, as the servers count: how fast it would spend the budget. It spends none.",
      unit: units.factor,
      queries: [
        {
          expr:
            `max by (slo) (${sloMetrics.errorRatio("5m")}{traffic="${traffics.synthetic}"}) / on (slo) ` +
            `(1 - max by (slo) (${sloMetrics.goal}))`,
          legend: "{{slo}}",
        },
      ],
    },
  ],
};

const generator: Section = {
  title: "The generator",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Waiting before a request is sent",
      description:
        "99th percentile of the time to get and open a connection. Where it grows with the load, the generator or its network is the limit. Its CPU is in the run's record.",
      unit: units.seconds,
      queries: [
        ...comparedQuantile(0.99, "blocked", "k6_http_req_blocked_seconds", ""),
        atK6Step(nativeQuantile(0.99, `k6_http_req_connecting_seconds{${run}}`), "connecting"),
      ],
    },
    {
      kind: "time",
      title: "Time of an iteration",
      description: "Median and 95th percentile, with the think time in it.",
      unit: units.seconds,
      queries: [0.5, 0.95].map((share) =>
        atK6Step(nativeQuantile(share, `k6_iteration_duration_seconds{${run}}`), `p${share * 100}`),
      ),
    },
    {
      kind: "time",
      title: "Network",
      description: "Bytes a second that the client sent and received.",
      unit: units.bytesPerSecond,
      queries: [
        atK6Step(sumOfRates(`k6_data_sent_total{${run}}`), "sent"),
        atK6Step(sumOfRates(`k6_data_received_total{${run}}`), "received"),
      ],
    },
  ],
};
