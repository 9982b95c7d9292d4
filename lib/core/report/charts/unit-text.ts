/** Figures of a chart with their unit, on the axes, in the legend and in the tables. */
import { bytes, count, duration, percent, rate } from "../../record/units.ts";
import type { Unit } from "./chart.ts";

export function withUnit(value: number, unit: Unit): string {
  return texts[unit](value);
}

/** For the axis: what the unit is called. */
export const unitNames: Readonly<Record<Unit, string>> = {
  perSecond: "per second",
  seconds: "time",
  count: "count",
  cores: "cores",
  bytes: "memory",
  bytesPerSecond: "bytes per second",
  share: "share of requests",
};

const texts: Readonly<Record<Unit, (value: number) => string>> = {
  perSecond: rate,
  seconds: (value) => (value < 0 ? `-${duration(-value)}` : duration(value)),
  count: (value) => count(Number(value.toPrecision(6))),
  cores: (value) => String(Number(value.toPrecision(3))),
  bytes,
  bytesPerSecond: (value) => `${bytes(value)}/s`,
  share: (value) => percent(Number(value.toPrecision(3)), 0),
};
