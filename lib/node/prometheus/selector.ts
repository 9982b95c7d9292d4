/** Selectors of PromQL, with label values quoted whatever is in them. */

/**
 * `k6_http_reqs_total{testid="run-1",phase!="auth"}`
 * @param except values that a series may not have; it may lack the label
 * @param more matchers as they stand in PromQL
 */
export function selector(
  metric: string,
  labels: Readonly<Record<string, string>>,
  except: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): string {
  const matchers = [
    ...Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`),
    ...Object.entries(except).map(([name, value]) => `${name}!=${quoted(value)}`),
    ...more,
  ];
  return `${metric}{${matchers.join(",")}}`;
}

/** PromQL takes Go's escapes, of which JSON's are a part. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
