/**
 * Counts and times requests. Every request counts once, whatever became of it: also 404s, errors,
 * and those whose caller left before the answer was complete (status 499, nginx's convention, timed
 * until it left). A meter is made once per method and route, and holds the series that it writes to.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { syntheticTrafficHeader } from "../../lib/core/record/names.ts";
import type { CounterFamily, CounterSeries, HistogramFamily, HistogramSeries } from "./metrics-series.ts";

/** The endpoint of a request that no route took. */
export const unknownEndpoint = "unknown";
const clientLeft = 499;
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const otherMethod = "OTHER";
/** Expected to be answered when all is well, by method: made with zero before the first request. */
const usualStatus: Readonly<Record<string, number>> = { POST: 201, DELETE: 204 };

const trafficHeader = syntheticTrafficHeader.name.toLowerCase();
type Traffic = "user" | "synthetic";

export function trafficOf(headers: IncomingHttpHeaders): Traffic {
  return headers[trafficHeader] === syntheticTrafficHeader.value ? "synthetic" : "user";
}

export class HttpMeters {
  readonly #families: Families;
  readonly #nowMs: () => number;
  readonly #meters = new Map<string, Map<string, RouteMeter>>();

  constructor(families: Families, nowMs: () => number) {
    this.#families = families;
    this.#nowMs = nowMs;
  }

  /** @param endpoint a route template, or `unknownEndpoint`; never a path */
  meter(method: string, endpoint: string): RouteMeter {
    let byMethod = this.#meters.get(endpoint);
    if (byMethod === undefined) {
      byMethod = new Map<string, RouteMeter>();
      this.#meters.set(endpoint, byMethod);
    }
    const known = methods.has(method) ? method : otherMethod;
    let meter = byMethod.get(known);
    if (meter === undefined) {
      meter = new RouteMeter(known, endpoint, this.#families);
      byMethod.set(known, meter);
    }
    return meter;
  }

  /** Times one exchange from now on until its answer is sent or its caller leaves. */
  time(request: IncomingMessage, response: ServerResponse, endpoint: string): void {
    const meter = this.meter(request.method ?? otherMethod, endpoint);
    const traffic = trafficOf(request.headers);
    const startMs = this.#nowMs();
    response.on("close", () => {
      const status = response.writableFinished ? response.statusCode : clientLeft;
      meter.record(traffic, status, (this.#nowMs() - startMs) / 1000);
    });
  }
}

export interface Families {
  readonly service: string;
  readonly requests: CounterFamily;
  readonly durations: HistogramFamily;
}

export class RouteMeter {
  readonly #user: TrafficMeter;
  readonly #synthetic: TrafficMeter;
  readonly #usual: number;

  constructor(method: string, endpoint: string, families: Families) {
    this.#user = new TrafficMeter({ method, endpoint, traffic: "user" }, families);
    this.#synthetic = new TrafficMeter({ method, endpoint, traffic: "synthetic" }, families);
    this.#usual = usualStatus[method] ?? 200;
  }

  /** A rate over the first failure needs a zero before it. */
  createWithZero(): void {
    for (const meter of [this.#user, this.#synthetic]) {
      for (const status of [this.#usual, 500]) meter.requests(status);
    }
  }

  record(traffic: Traffic, status: number, seconds: number): void {
    const meter = traffic === "user" ? this.#user : this.#synthetic;
    meter.requests(status).add();
    meter.duration.observe(seconds);
  }
}

class TrafficMeter {
  readonly duration: HistogramSeries;
  readonly #labels: Readonly<Record<string, string>>;
  readonly #families: Families;
  readonly #byStatus = new Map<number, CounterSeries>();

  constructor(labels: Readonly<Record<string, string>>, families: Families) {
    this.#labels = { ...labels, service: families.service };
    this.#families = families;
    this.duration = families.durations.series(this.#labels);
  }

  requests(status: number): CounterSeries {
    let series = this.#byStatus.get(status);
    if (series === undefined) {
      series = this.#families.requests.series({ ...this.#labels, status_code: String(status) });
      this.#byStatus.set(status, series);
    }
    return series;
  }
}
