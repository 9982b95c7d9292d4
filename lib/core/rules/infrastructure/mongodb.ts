/** MongoDB, through percona's exporter with `--compatible-mode`. */
import { steady } from "../promtool/series-values.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "mongodb";
const instance = 'instance="mongodb:9216"';

export const mongodbPoints: readonly SaturationPoint[] = [
  {
    id: "mongodb_connections",
    alert: "MongodbConnectionsHigh",
    component,
    title: "connections of MongoDB in use",
    description: "Beyond its maximum it refuses connections. See who holds them; lower the services' pools.",
    unit: "ratio",
    expr: 'mongodb_connections{state="current"} / ignoring (state) (mongodb_connections{state="current"} + ignoring (state) mongodb_connections{state="available"})',
    soft: { above: 0.7, forSeconds: 600, severity: "ticket" },
    hard: { above: 0.85, forSeconds: 120, severity: "page" },
    series: (value, steps) => [
      { series: `mongodb_connections{${instance},state="current"}`, values: steady(value * 1000, steps) },
      {
        series: `mongodb_connections{${instance},state="available"}`,
        values: steady(1000 - value * 1000, steps),
      },
    ],
  },
  {
    id: "mongodb_queue",
    alert: "MongodbQueueLong",
    component,
    title: "operations of MongoDB that wait for a lock",
    description: "It gets more work than it does. Look for slow operations and missing indexes.",
    unit: "count",
    expr: 'sum by (instance) (mongodb_mongod_global_lock_current_queue{type=~"reader|writer"})',
    soft: { above: 16, forSeconds: 300, severity: "ticket" },
    hard: { above: 100, forSeconds: 300, severity: "page" },
    series: (value, steps) => [
      {
        series: `mongodb_mongod_global_lock_current_queue{${instance},type="reader"}`,
        values: steady(value, steps),
      },
      {
        series: `mongodb_mongod_global_lock_current_queue{${instance},type="writer"}`,
        values: steady(0, steps),
      },
      {
        series: `mongodb_mongod_global_lock_current_queue{${instance},type="total"}`,
        values: steady(9999, steps),
      },
    ],
  },
];
