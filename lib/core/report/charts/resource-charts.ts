/** What each process, container or service used over time; a chart for each quantity that somebody told. */
import { type TotalQuantity, type Usage, type UsageWindow } from "../series/resource-windows.ts";
import type { Chart, Unit } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";
import { timeChart } from "./time-chart.ts";

interface Quantity {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly unit: Unit;
  of(usage: Usage, before: Usage | undefined): number | null;
}

const quantities: readonly Quantity[] = [
  {
    id: "cpu",
    title: "CPU",
    caption: "Cores in use, on average: 1 is one core for all of the time.",
    unit: "cores",
    of: ({ cpuSum, cpuSamples }) => (cpuSamples === 0 ? null : cpuSum / cpuSamples),
  },
  {
    id: "memory",
    title: "Memory",
    caption: "Resident memory, at its largest.",
    unit: "bytes",
    of: ({ residentBytes }) => residentBytes,
  },
  {
    id: "event-loop-lag",
    title: "Event-loop lag",
    caption: "How late Node's event loop was, at its largest.",
    unit: "seconds",
    of: ({ eventLoopLagSeconds }) => eventLoopLagSeconds,
  },
  {
    id: "connections",
    title: "Connections to the stores",
    caption: "Open connections as the service counts them, at their most.",
    unit: "count",
    of: ({ connections }) => connections,
  },
  total("networkReceivedBytes", "network-received", "Network: received"),
  total("networkSentBytes", "network-sent", "Network: sent"),
  total("blockReadBytes", "block-read", "Disk: read"),
  total("blockWrittenBytes", "block-written", "Disk: written"),
];

/** Empty where nothing was sampled. */
export function resourceCharts({ gathered, endMs }: ChartGround): readonly Chart[] {
  const windows = gathered.resources.windows.filter((window) => window !== undefined);
  return quantities.flatMap((quantity) => {
    const subjects = subjectsWith(quantity, windows);
    if (subjects.length === 0) return [];
    return timeChart<UsageWindow>(
      {
        id: quantity.id,
        title: quantity.title,
        caption: quantity.caption,
        unit: quantity.unit,
        rightUnit: null,
        scale: "linear",
        series: subjects.map((subject) => ({
          label: subject,
          axis: "left",
          style: "line",
          value: (window, { before }) => figureOf(quantity, window, before, subject),
        })),
        limits: [],
        bridgesGaps: true,
      },
      gathered.resources,
      endMs,
    );
  });
}

function figureOf(
  quantity: Quantity,
  window: UsageWindow,
  before: UsageWindow | undefined,
  subject: string,
): number | null {
  const usage = window.get(subject);
  return usage === undefined ? null : quantity.of(usage, before?.get(subject));
}

function subjectsWith(quantity: Quantity, windows: readonly UsageWindow[]): readonly string[] {
  const found = new Set<string>();
  windows.forEach((window, index) => {
    for (const subject of window.keys()) {
      if (!found.has(subject) && figureOf(quantity, window, windows[index - 1], subject) !== null) {
        found.add(subject);
      }
    }
  });
  return [...found].sort();
}

/** A counter that went back was started anew: nothing is said of that window. */
function total(quantity: TotalQuantity, id: string, title: string): Quantity {
  return {
    id,
    title,
    caption: "Bytes a second, from the container's totals.",
    unit: "bytesPerSecond",
    of: (usage, before) => {
      const [now, then] = [usage.totals[quantity], before?.totals[quantity] ?? null];
      const seconds = (usage.totalsAtMs - (before?.totalsAtMs ?? 0)) / 1000;
      return now === null || then === null || now < then || seconds <= 0 ? null : (now - then) / seconds;
    },
  };
}
