/**
 * The few forms of PromQL that panels are made of. Rates are over `$__rate_interval`, which Grafana
 * makes at least four scrapes long: a fixed window shows gaps or smooths, depending on the zoom.
 */
import type { Endpoint } from "../system/system.ts";

const window = "$__rate_interval";

export function rate(selector: string): string {
  return `rate(${selector}[${window}])`;
}

export function sumOfRates(selector: string, ...by: readonly string[]): string {
  return `${sumBy(by)} (${rate(selector)})`;
}

/** Share of `part` in `whole`: 0 where there is no series of `part` yet, absent where there is no event. */
export function shareOfRates(part: string, whole: string, ...by: readonly string[]): string {
  const all = sumOfRates(whole, ...by);
  return `(${sumOfRates(part, ...by)} or 0 * ${all}) / (${all} > 0)`;
}

/** Of classic histograms: `selector` is that of the buckets. */
export function quantile(share: number, selector: string, ...by: readonly string[]): string {
  return `histogram_quantile(${share}, ${sumOfRates(selector, "le", ...by)})`;
}

/** Of native histograms, as k6 writes them. */
export function nativeQuantile(share: number, selector: string, ...by: readonly string[]): string {
  return `histogram_quantile(${share}, ${sumOfRates(selector, ...by)})`;
}

/** The matchers that name an endpoint in a service's metrics: the route template does so only with its method. */
export function endpointMatchers({ service, method, path }: Endpoint): string {
  return `service="${service}",method="${method}",endpoint="${path}"`;
}

function sumBy(labels: readonly string[]): string {
  return labels.length === 0 ? "sum" : `sum by (${labels.join(", ")})`;
}
