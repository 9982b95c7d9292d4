/** The machine, through node-exporter. */
import { line, counter, steady } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";
import type { Example, InfrastructureAlert } from "./infrastructure-alert.ts";
import { burst, crosses, growsAfterDrop, growsToExactly } from "./ranges.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import type { RecordedExample, SaturationPoint } from "./saturation-point.ts";

const component = "machine";
const instance = 'instance="node:9100"';
/** What is no disk that could run full. */
const disks = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|proc|sysfs|nsfs"';
const million = 1_000_000;
const cpuMinutes = 5;

export const machinePoints: readonly SaturationPoint[] = [
  {
    id: "cpu",
    alert: "CpuHigh",
    component,
    title: "CPU of the machine in use",
    description: "Requests wait for a processor. See which container takes it; add cores or instances.",
    unit: "ratio",
    expr:
      'sum by (instance) (rate(node_cpu_seconds_total{mode!~"idle|iowait"}' +
      `[${cpuMinutes}m])) / sum by (instance) (rate(node_cpu_seconds_total[${cpuMinutes}m]))`,
    soft: { above: 0.85, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.95, forSeconds: 600, severity: "page" },
    series: (value, steps) => [
      cpu("user", Math.round(value * million), steps),
      cpu("idle", million - Math.round(value * million), steps),
    ],
    records: [
      busyBurst("a burst of use minutes ago", justInside(cpuMinutes), 0.5),
      busyBurst("an earlier burst", justOutside(cpuMinutes), 0.25),
    ],
  },
  {
    id: "memory",
    alert: "MemoryHigh",
    component,
    title: "memory of the machine in use",
    description: "At its end the kernel ends processes. See which container grows; add memory.",
    unit: "ratio",
    expr: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
    soft: { above: 0.85, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.95, forSeconds: 300, severity: "page" },
    series: (value, steps) => [
      gauge("node_memory_MemAvailable_bytes", million - Math.round(value * million), steps),
      gauge("node_memory_MemTotal_bytes", million, steps),
    ],
  },
  {
    id: "disk",
    alert: "DiskFull",
    component,
    title: "disk in use",
    description: "A store that cannot write stops. Remove what is not needed; enlarge the disk.",
    unit: "ratio",
    expr:
      `1 - node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}}` +
      ` unless node_filesystem_readonly{${disks}} == 1`,
    soft: { above: 0.8, forSeconds: 1800, severity: "ticket" },
    hard: { above: 0.92, forSeconds: 600, severity: "page" },
    series: (value, steps) => disk(steady(million - Math.round(value * million), steps), steps),
    records: [
      { with: "one that is read-only", series: disk("0", 0, 1), atStep: 0, value: null },
      { with: "half of it in use", series: disk(`${million / 2}`, 0), atStep: 0, value: 0.5 },
    ],
  },
];

const hour = 3600;
const forecastSteps = 8;
const forecastFrom = 0.6;
/** Steps of five minutes tell an hour's wait from one that is an eighth longer. */
const soon = { stepSeconds: 300, forSeconds: hour, series: disk };
const full = {
  series: recordedRatio(steady(1, forecastSteps)),
  stepSeconds: hour,
  atStep: forecastSteps,
};

export const machineAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "DiskFullWithinADay",
    component,
    level: "soft",
    severity: "ticket",
    expr:
      `saturation:disk:ratio > ${forecastFrom}\n` +
      "and predict_linear(saturation:disk:ratio[6h], 86400) > 1",
    forSeconds: hour,
    summary: "disk: full within a day at the pace of the last six hours",
    description: "Find what grows and whether it will go on; the forecast is a straight line.",
    fires: [
      fallingDisk("an end in 21 h", 350_000, 21),
      crosses((1 - forecastFrom) * million, {
        ...soon,
        with: "less left than 40 % for an hour, and an end in 21 h",
        perStep: -1587,
      }),
      growsAfterDrop({
        ...soon,
        with: "an end in 18 h by what came after it was emptied six hours ago",
        rangeSeconds: 6 * hour,
        before: 10_000,
        now: 345_000,
        perStep: -1587,
      }),
    ],
    nearMisses: [
      growsToExactly(forecastFrom, {
        ...soon,
        with: `exactly ${forecastFrom} after steep growth`,
        perStep: 0.01,
        series: recordedRatio,
      }),
      { with: "nothing left, now and in a day", ...full },
      fallingDisk("an end in 26 h", 350_000, 26),
      fallingDisk("much left, an end in 21 h", 450_000, 21),
    ],
  },
];

/** Leaves `left` bytes of a million at the look, and would be full that many hours later. */
function fallingDisk(text: string, left: number, hoursLeft: number): Example {
  const perHour = Math.round(left / hoursLeft);
  const values = line(left + perHour * forecastSteps, -perHour, forecastSteps);
  return { with: text, series: disk(values, forecastSteps), stepSeconds: hour, atStep: forecastSteps };
}

function cpu(mode: string, perStep: number, steps: number) {
  return {
    series: `node_cpu_seconds_total{${instance},cpu="0",mode="${mode}"}`,
    values: counter([{ steps, perStep }]),
  };
}

function gauge(metric: string, value: number, steps: number) {
  return { series: `${metric}{${instance}}`, values: steady(value, steps) };
}

function disk(available: string, steps: number, readonly = 0): readonly Series[] {
  const labels = `${instance},device="/dev/sda1",fstype="ext4",mountpoint="/"`;
  return [
    { series: `node_filesystem_avail_bytes{${labels}}`, values: available },
    { series: `node_filesystem_size_bytes{${labels}}`, values: steady(million, steps) },
    { series: `node_filesystem_readonly{${labels}}`, values: steady(readonly, steps) },
  ];
}

function recordedRatio(values: string): readonly Series[] {
  return [{ series: `saturation:disk:ratio{${instance},mountpoint="/"}`, values }];
}

/** Of a burst half is use, of what is normal a quarter. */
function busyBurst(text: string, minutesAgo: number, value: number): RecordedExample {
  const atStep = 3 * cpuMinutes;
  const series = [
    ["user", million],
    ["idle", 3 * million],
  ] as const;
  return {
    with: text,
    series: series.map(([mode, perStep]) => ({
      series: `node_cpu_seconds_total{${instance},cpu="0",mode="${mode}"}`,
      values: burst(minutesAgo, 100_000 * million, perStep, atStep),
    })),
    atStep,
    value,
  };
}
