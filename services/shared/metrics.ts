/**
 * The metrics of one service: one registry, its families, and the wrappers that time work and count
 * how it ended. Business code knows none of this: decorators of its interfaces and a Fastify plugin
 * call in here. A number that is none (NaN, infinity) is dropped before it could poison a series:
 * prom-client would add it to a counter without a word. Durations come from a monotonic clock.
 */
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Objective } from "../../lib/core/objective/objective.ts";
import { httpDurationBuckets } from "./metrics-buckets.ts";
import {
  businessNames,
  counters,
  gauges,
  histograms,
  type CounterName,
  type Definition,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type ServiceName,
} from "./metrics-definitions.ts";
import { databaseErrorTypes, errorTypeOf, type DatabaseErrorType } from "./metrics-error-type.ts";
import { HttpMeters } from "./metrics-http.ts";
import {
  CounterFamily,
  HistogramFamily,
  type CounterSeries,
  type HistogramSeries,
} from "./metrics-series.ts";

export type DatabaseType = "postgresql" | "mongodb" | "nedb";
export type CacheType = "redis" | "lru";
export type Ending = "success" | "error" | "deferred";

export interface MetricsOptions {
  readonly service: ServiceName;
  /** Their latency limits become bounds of the histogram of requests. */
  readonly objectives: readonly Objective[];
  readonly nowMs?: () => number;
}

type Labels = Readonly<Record<string, string>>;

export class MetricsCollector {
  readonly service: ServiceName;
  readonly http: HttpMeters;
  readonly #registry = new Registry();
  readonly #counters: Readonly<Record<CounterName, CounterFamily>>;
  readonly #histograms: Readonly<Record<HistogramName, HistogramFamily>>;
  readonly #gauges: Readonly<Record<GaugeName, Gauge>>;
  readonly #nowMs: () => number;

  constructor({ service, objectives, nowMs = () => performance.now() }: MetricsOptions) {
    this.service = service;
    this.#nowMs = nowMs;
    const registry = this.#registry;
    const requestBuckets = httpDurationBuckets(objectives);
    this.#counters = mapValues(counters, (name, { help, labels }: Definition) => {
      return new CounterFamily({ name, help, labelNames: labels, registry });
    });
    this.#histograms = mapValues(histograms, (name, { help, labels, buckets }) => {
      const bounds = name === "http_request_duration_seconds" ? requestBuckets : buckets;
      return new HistogramFamily({ name, help, labelNames: labels, registry }, bounds);
    });
    this.#gauges = mapValues(gauges, (name, { help, labels }: Definition) => {
      return new Gauge({ name, help, labelNames: labels, registers: [registry] });
    });
    const { http_requests_total: requests } = this.#counters;
    const { http_request_duration_seconds: durations } = this.#histograms;
    this.http = new HttpMeters({ service, requests, durations }, nowMs);
    collectDefaultMetrics({ register: this.#registry, labels: { service } });
  }

  /** A series to be kept by who counts; with zero from now on. */
  counter<N extends CounterName>(name: N, labels: LabelsOf<(typeof counters)[N]>): CounterSeries {
    return this.#counters[name].series(this.#with(labels));
  }

  /** A series to be kept by who measures; with zero from now on. */
  histogram<N extends HistogramName>(name: N, labels: LabelsOf<(typeof histograms)[N]>): HistogramSeries {
    return this.#histograms[name].series(this.#with(labels));
  }

  /** @returns whether there was a number to set */
  set<N extends GaugeName>(name: N, labels: LabelsOf<(typeof gauges)[N]>, value: unknown): boolean {
    if (typeof value !== "number" || !Number.isFinite(value)) return false;
    this.#gauges[name].set(this.#with(labels), value);
    return true;
  }

  /** For a reading that there is no more: no sample rather than an old one that looks new. */
  unset<N extends GaugeName>(name: N, labels: LabelsOf<(typeof gauges)[N]>): void {
    this.#gauges[name].remove(this.#with(labels));
  }

  /** Times one operation of a store, failed ones too, and counts its error. */
  query(database: DatabaseType, operation: string): <T>(work: () => Promise<T>) => Promise<T> {
    const duration = this.histogram("database_query_duration_seconds", {
      database_type: database,
      operation,
    });
    for (const error_type of databaseErrorTypes) this.#databaseErrors(database, error_type);
    return async (work) => {
      const startMs = this.#nowMs();
      try {
        return await work();
      } catch (error) {
        this.countDatabaseError(database, error);
        throw error;
      } finally {
        duration.observe((this.#nowMs() - startMs) / 1000);
      }
    };
  }

  countDatabaseError(database: DatabaseType, error: unknown): void {
    this.#databaseErrors(database, errorTypeOf(error)).add();
  }

  /** Times the work on one message; its caller says what an error means (`endingOf`). */
  message(queue: string, endingOf: (error: unknown) => Ending): (work: () => Promise<void>) => Promise<void> {
    const labels = { queue_name: queue };
    const duration = this.histogram("message_processing_duration_seconds", labels);
    const processed = byEnding((status) => this.counter("messages_processed_total", { ...labels, status }));
    return this.#timed(endingOf, (ending, seconds) => {
      processed[ending].add();
      duration.observe(seconds);
    });
  }

  /** Times the work on one task. */
  task(type: string, endingOf: (error: unknown) => Ending): (work: () => Promise<void>) => Promise<void> {
    const durations = byEnding((status) =>
      this.histogram("task_processing_duration_seconds", { task_type: type, status }),
    );
    return this.#timed(endingOf, (ending, seconds) => durations[ending].observe(seconds));
  }

  /** What `/metrics` tells, or what `/business-metrics` does; families without a sample are left out. */
  async text(view: "service" | "business"): Promise<string> {
    const names = this.#registry.getMetricsAsArray().map(({ name }) => name);
    const told = names.filter((name) => businessNames.includes(name) === (view === "business"));
    const families = await Promise.all(told.map((name) => this.#registry.getSingleMetricAsString(name)));
    return families
      .map(withoutNaN)
      .filter(hasSample)
      .map((family) => `${family}\n`)
      .join("\n");
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #timed(
    endingOf: (error: unknown) => Ending,
    record: (status: Ending, seconds: number) => void,
  ): (work: () => Promise<void>) => Promise<void> {
    return async (work) => {
      const startMs = this.#nowMs();
      const end = (status: Ending) => record(status, (this.#nowMs() - startMs) / 1000);
      try {
        await work();
      } catch (error) {
        end(endingOf(error));
        throw error;
      }
      end("success");
    };
  }

  #databaseErrors(database: DatabaseType, error_type: DatabaseErrorType): CounterSeries {
    return this.counter("database_errors_total", { database_type: database, error_type });
  }

  #with(labels: Labels): Record<string, string> {
    return { ...labels, service: this.service };
  }
}

function byEnding<S>(make: (ending: Ending) => S): Readonly<Record<Ending, S>> {
  return { success: make("success"), error: make("error"), deferred: make("deferred") };
}

/** Node's own event-loop readings are NaN while there was no sample since the last scrape. */
function withoutNaN(family: string): string {
  return family.replace(/^[^#].* Nan$\n?/gm, "");
}

function hasSample(family: string): boolean {
  return /^[^#\n]/m.test(family);
}

function mapValues<K extends string, V, R>(
  table: Readonly<Record<K, V>>,
  make: (name: K, value: V) => R,
): Readonly<Record<K, R>> {
  const entries = Object.entries(table) as [K, V][];
  return Object.fromEntries(entries.map(([name, value]) => [name, make(name, value)])) as Record<K, R>;
}
