/**
 * Counters and histograms whose series are bound to their labels once and then cost some
 * nanoseconds. prom-client puts the labels together and looks the series up by text for every
 * event, which for requests that a cache answers would be a noticeable share of all their work. Text
 * format, registry, gauges and Node's own metrics are prom-client's; these hand their numbers over
 * when somebody reads them. A series exists, with zero, from when it is asked for.
 */
import { Counter, type Histogram, type Registry } from "prom-client";

type Labels = Readonly<Record<string, string>>;

export interface FamilyOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly registry: Registry;
}

export class CounterFamily {
  readonly #series = new SeriesMap((labels) => new CounterSeries(labels));

  constructor({ name, help, labelNames, registry }: FamilyOptions) {
    const series = this.#series;
    const collect = function (this: Counter): void {
      this.reset();
      for (const { labels, value } of series.all()) this.inc({ ...labels }, value);
    };
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry], collect });
  }

  series(labels: Labels): CounterSeries {
    return this.#series.of(labels);
  }
}

export class CounterSeries {
  readonly labels: Labels;
  value = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  /** What is no number, or would make it fall, is dropped. */
  add(by = 1): void {
    if (by >= 0 && by < Infinity) this.value += by;
  }
}

export class HistogramFamily {
  readonly #series: SeriesMap<HistogramSeries>;

  /** @param bounds ascending, `+Inf` left out */
  constructor({ name, help, registry }: FamilyOptions, bounds: readonly number[]) {
    this.#series = new SeriesMap((labels) => new HistogramSeries(labels, bounds));
    const get = async () => ({
      name,
      help,
      type: "histogram",
      aggregator: "sum",
      values: this.#series.all().flatMap((series) => series.samples(name)),
    });
    // All that the registry asks of a metric; prom-client's own histogram has no way to add counts.
    registry.registerMetric({ name, help, type: "histogram", get } as unknown as Histogram);
  }

  series(labels: Labels): HistogramSeries {
    return this.#series.of(labels);
  }
}

interface ToldSample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export class HistogramSeries {
  readonly labels: Labels;
  readonly #bounds: readonly number[];
  /** By bucket, not cumulative; the last one is what lies above every bound. */
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(labels: Labels, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  /** A value on a bound belongs to its bucket. What is no duration is dropped. */
  observe(seconds: number): void {
    if (!(seconds >= 0 && seconds < Infinity)) return;
    let bucket = 0;
    while (bucket < this.#bounds.length && seconds > (this.#bounds[bucket] ?? Infinity)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  samples(name: string): ToldSample[] {
    let total = 0;
    const told: ToldSample[] = [...this.#bounds, "+Inf"].map((le, bucket) => {
      total += this.#counts[bucket] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le, ...this.labels }, value: total };
    });
    told.push({ metricName: `${name}_sum`, labels: this.labels, value: this.#sum });
    told.push({ metricName: `${name}_count`, labels: this.labels, value: total });
    return told;
  }
}

/** The series of a family, each once, whatever the order of its labels. */
class SeriesMap<S> {
  readonly #make: (labels: Labels) => S;
  readonly #byKey = new Map<string, S>();

  constructor(make: (labels: Labels) => S) {
    this.#make = make;
  }

  of(labels: Labels): S {
    const key = JSON.stringify(Object.entries(labels).sort());
    let series = this.#byKey.get(key);
    if (series === undefined) {
      series = this.#make({ ...labels });
      this.#byKey.set(key, series);
    }
    return series;
  }

  all(): S[] {
    return [...this.#byKey.values()];
  }
}
