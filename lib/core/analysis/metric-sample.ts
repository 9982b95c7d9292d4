/** One sample of a page in Prometheus' text format. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What services told on their pages at one moment, by service; one that could not be read is missing. */
export type MetricsPages = ReadonlyMap<string, readonly MetricSample[]>;

/** Those with this name, these labels and a finite value. */
export function samplesOf(
  page: readonly MetricSample[],
  name: string,
  labels: MetricSample["labels"] = {},
): MetricSample[] {
  return page.filter(
    (sample) =>
      sample.name === name &&
      Number.isFinite(sample.value) &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
}

/** Of those with this name and these labels; null, and not 0, where there is none. */
export function sumOf(
  page: readonly MetricSample[],
  name: string,
  labels: MetricSample["labels"] = {},
): number | null {
  const found = samplesOf(page, name, labels);
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}
