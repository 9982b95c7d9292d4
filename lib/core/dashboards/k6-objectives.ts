/** How many of a run's events were good, for each objective: k6's counters against the goals that the rules record. */
import { sloMetrics } from "../rules/names.ts";
import { countOf, judged } from "./k6-series.ts";
import { type Section, units } from "./panel.ts";

/** Every objective with the labels that k6 gives its bad events: the services' `endpoint` is a route, k6's a name. */
const known =
  `label_replace(label_replace(max by (slo, slo_endpoint) (${sloMetrics.goal}), ` +
  `"objective", "$1", "slo", "(.+)"), "endpoint", "$1", "slo_endpoint", "(.+)")`;
const total =
  `sum by (objective) (0 * ${known} + on (endpoint) group_left () ` +
  `${countOf(`k6_http_reqs_total{${judged}}`, "endpoint")})`;
const bad = `(${countOf(`k6_objective_bad_total{${judged}}`, "objective")} or 0 * ${total})`;

export const objectivesInRun: Section = {
  title: "Objectives in this run",
  each: 1,
  panels: [
    {
      kind: "table",
      title: "Objectives",
      description:
        "Counts of the whole run without its warm-up. Dropped iterations, too few samples and a saturated generator are " +
        "weighed by the verdict in the run's record alone.",
      unit: units.count,
      labels: { objective: "objective" },
      columnUnits: { goal: units.share, good: units.share },
      queries: [
        { expr: `max by (objective) (${known}) and ${total}`, legend: "goal" },
        { expr: `1 - ${bad} / ${total}`, legend: "good" },
        { expr: bad, legend: "bad events" },
        { expr: total, legend: "requests" },
      ],
    },
  ],
};
