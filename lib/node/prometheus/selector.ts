/** Selectors of PromQL, with label values quoted whatever is in them. */

/**
 * `k6_http_reqs_total{testid="run-1",endpoint!=""}`
 * @param present labels that a series must have
 */
export function selector(
  metric: string,
  labels: Readonly<Record<string, string>>,
  present: readonly string[] = [],
): string {
  const matchers = [
    ...Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`),
    ...present.map((name) => `${name}!=""`),
  ];
  return `${metric}{${matchers.join(",")}}`;
}

/** PromQL takes Go's escapes, of which JSON's are a part. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
