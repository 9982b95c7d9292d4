/** How much is left: traffic against what was measured, every resource against its limit, and where that leads. */
import type { DashboardSpec } from "./dashboard.ts";
import { type Query, type Section, units } from "./panel.ts";
import { sumOfRates } from "./promql.ts";
import { saturationPanels, saturationSeries, type SaturationView } from "./saturation.ts";

const capacityUid = "tidemark-capacity";

/** Recorded for services whose capacity a run measured. */
const measured = "capacity:max_requests_per_second";
const weekSeconds = 7 * 24 * 3600;

export function capacityDashboard(points: readonly SaturationView[]): DashboardSpec {
  return {
    uid: capacityUid,
    title: "Capacity",
    description:
      "Traffic against measured capacity, resources against their limits, and a straight line into the future.",
    from: "now-7d",
    variables: [],
    sections: [traffic, everything(points), ...resources(points)],
  };
}

const traffic: Section = {
  title: "Traffic against measured capacity",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Requests and capacity",
      description:
        "Requests a second of everybody, and what `tidemark run breakpoint` measured that a service bears.",
      unit: units.requestsPerSecond,
      queries: [
        { expr: sumOfRates("http_requests_total", "service"), legend: "{{service}}" },
        { expr: `max by (service) (${measured})`, legend: "{{service}} capacity" },
      ],
    },
    {
      kind: "time",
      title: "Share of capacity in a week",
      description:
        "A straight line through the last seven days, a week further. Above 1 the traffic outgrows what was measured.",
      unit: units.share,
      limits: [{ value: 1, kind: "hard" }],
      queries: [
        { expr: `predict_linear(saturation:capacity:ratio[7d], ${weekSeconds})`, legend: "{{service}}" },
      ],
    },
    {
      kind: "time",
      title: "Free disk in a week",
      description: "A straight line through the last day, a week further. Below 0 the disk is full before.",
      unit: units.share,
      limits: [{ value: 0, kind: "hard" }],
      queries: [
        {
          expr:
            `predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|overlay|squashfs"}[1d], ${weekSeconds}) / ` +
            `node_filesystem_size_bytes{fstype!~"tmpfs|ramfs|overlay|squashfs"}`,
          legend: "{{instance}} {{mountpoint}}",
        },
      ],
    },
  ],
};

function everything(points: readonly SaturationView[]): Section {
  const queries: readonly Query[] = points
    .filter(({ unit }) => unit === "ratio")
    .map((point) => ({ expr: `max(${saturationSeries(point)})`, legend: point.title }));
  return {
    title: "What is nearest to its end",
    each: 1,
    panels: [
      {
        kind: "time",
        title: "Every resource with a limit",
        description: "Share in use of the fullest one of its kind. The one on top is the next to look at.",
        unit: units.share,
        wholeScale: true,
        queries,
      },
    ],
  };
}

const groups = {
  "Services and containers": ["services", "containers"],
  Stores: ["postgres", "mongodb", "redis", "rabbitmq"],
  Machine: ["machine"],
} as const satisfies Record<string, readonly string[]>;

function resources(points: readonly SaturationView[]): readonly Section[] {
  return Object.entries(groups).map(([title, components]) => ({
    title,
    each: 4,
    panels: saturationPanels(points, ...components),
  }));
}
