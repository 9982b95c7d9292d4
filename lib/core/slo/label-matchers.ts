/**
 * Matchers of labels that a person gives, `env="staging",region!~"eu.*"`, to ask for one of several
 * environments that a Prometheus holds. They go into the selectors of questions, so nothing else may pass:
 * each text that comes out is one matcher and cannot end the selector that it stands in. More matchers
 * only ever leave series out.
 */

const matcher = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\[^\n])*")\s*(?:,|$)/y;
/** The metric itself is not a person's choice. */
const metricLabel = "__name__";
/** Go's escapes, which PromQL takes. */
const escapes = /\\(?:[abfnrtv\\"']|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/g;

/** @returns null for what is no list of matchers; an empty list is none */
export function parseMatchers(text: string): readonly string[] | null {
  const found: string[] = [];
  matcher.lastIndex = 0;
  while (matcher.lastIndex < text.length) {
    const [, label, operator, value] = matcher.exec(text) ?? [];
    if (label === undefined || operator === undefined || value === undefined) return null;
    if (label === metricLabel || value.replaceAll(escapes, "").includes("\\")) return null;
    found.push(`${label}${operator}${value}`);
  }
  return found.length === 0 ? null : found;
}
