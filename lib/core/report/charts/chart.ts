/**
 * A chart as data: what the browser draws and what the table below it says. Plain enough to be sent
 * as JSON; every figure is in seconds, bytes, cores or counts, and is given its unit where it is shown.
 */
import type { Sheet } from "../sheet.ts";

export type Unit = "perSecond" | "seconds" | "count" | "cores" | "bytes" | "bytesPerSecond" | "share";

/** Time in seconds since 1970 (UTC), latency in seconds on a logarithmic axis, or a rate per second. */
export type Across = "time" | "latency" | "rate";

export interface Series {
  readonly label: string;
  /** Null where nothing was measured; as many as the chart has points. */
  readonly values: readonly (number | null)[];
  readonly axis: "left" | "right";
  readonly style: "line" | "dashed";
}

/** A line across the chart that figures are held against. */
export interface Limit {
  readonly label: string;
  readonly value: number;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What it shows and how to read it, in a sentence or two. */
  readonly caption: string;
  readonly across: Across;
  readonly unit: Unit;
  readonly rightUnit: Unit | null;
  /** Of the left axis: logarithmic where a stall must not press the rest flat. */
  readonly scale: "linear" | "logarithmic";
  readonly points: readonly number[];
  readonly series: readonly Series[];
  readonly limits: readonly Limit[];
  /** Lines go on over points without a value: sampled more rarely than the others. */
  readonly bridgesGaps: boolean;
  /** The same figures for reading, coarser where they are many. */
  readonly table: Sheet;
}

/** What happened when, drawn behind every chart over time. Times in seconds since 1970. */
export interface Band {
  readonly label: string;
  readonly kind: "phase" | "warmup" | "event";
  readonly from: number;
  /** The same as `from` for a moment. */
  readonly to: number;
}
