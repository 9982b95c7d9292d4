/**
 * What each process, container or service used over time; a chart for each quantity that somebody told.
 * Where several sources tell it of a subject, the one counts that a soak's trends go by.
 */
import type { ResourceSource } from "../../record/resource.ts";
import { type TotalQuantity, type Usage, type UsageWindow } from "../series/resource-windows.ts";
import { trustedSource } from "../series/trusted-source.ts";
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
    const lines = linesOf(quantity, windows);
    if (lines.length === 0) return [];
    return timeChart<UsageWindow>(
      {
        id: quantity.id,
        title: quantity.title,
        caption: quantity.caption,
        unit: quantity.unit,
        rightUnit: null,
        scale: "linear",
        series: lines.map((line) => ({
          label: line.subject,
          axis: "left",
          style: "line",
          value: (window, { before }) => {
            const earlier = before((one) => usageIn(one, line) !== undefined);
            return figureOf(quantity, usageIn(window, line), usageIn(earlier, line));
          },
        })),
        limits: [],
        bridgesGaps: true,
      },
      gathered.resources,
      endMs,
    );
  });
}

/** A subject, and who tells the quantity of it. */
interface Line {
  readonly subject: string;
  readonly source: ResourceSource;
}

function usageIn(window: UsageWindow | undefined, { subject, source }: Line): Usage | undefined {
  return window?.get(subject)?.get(source);
}

function figureOf(quantity: Quantity, usage: Usage | undefined, before: Usage | undefined): number | null {
  return usage === undefined ? null : quantity.of(usage, before);
}

function linesOf(quantity: Quantity, windows: readonly UsageWindow[]): readonly Line[] {
  const subjects = new Set(windows.flatMap((window) => [...window.keys()]));
  return [...subjects].sort().flatMap((subject) => {
    const tells = (usage: Usage, before: Usage | undefined) => quantity.of(usage, before) !== null;
    const source = trustedSource(windows, subject, tells);
    return source === null ? [] : [{ subject, source }];
  });
}

/** A counter that went back was started anew: nothing is said of that window. */
function total(quantity: TotalQuantity, id: string, title: string): Quantity {
  return {
    id,
    title,
    caption: "Bytes a second, from totals.",
    unit: "bytesPerSecond",
    of: (usage, before) => {
      const [now, then] = [usage.totals[quantity], before?.totals[quantity] ?? null];
      const seconds = (usage.totalsAtMs - (before?.totalsAtMs ?? 0)) / 1000;
      return now === null || then === null || now < then || seconds <= 0 ? null : (now - then) / seconds;
    },
  };
}
