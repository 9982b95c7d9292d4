/** Every benchmark that `npm run bench` runs, in the order of its table. */
import type { Benchmark } from "../benchmark.ts";
import { achievedRate } from "./achieved-rate.ts";
import { bundleSize } from "./bundle-size.ts";
import { leaseExpiry } from "./lease-expiry.ts";
import { metrics } from "./metrics.ts";
import { overhead } from "./overhead.ts";
import { proxied } from "./proxied.ts";
import { recorder } from "./recorder.ts";
import { report as reportOfANight } from "./report.ts";
import { requestRows } from "./request-rows.ts";
import { services } from "./services.ts";
import { soakMemory } from "./soak-memory.ts";
import { stall } from "./stall.ts";
import { throughput } from "./throughput.ts";

export const benchmarks: readonly Benchmark[] = [
  achievedRate,
  throughput,
  stall,
  overhead,
  bundleSize,
  services,
  metrics,
  reportOfANight,
  requestRows,
  recorder,
  soakMemory,
  leaseExpiry,
  proxied,
];
