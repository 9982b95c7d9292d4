/**
 * Are answers as promised while something is away? What does not need it is served as always; what
 * needs it is served or refused with a problem body and a status that says where the fault is; and
 * nothing hangs, is lost without an answer, or is a 500.
 */
import type { Endpoint, Sent } from "./requests.ts";

export interface Promised {
  /** These may be refused; all others must be served. */
  readonly affected: readonly Endpoint[];
  /** The public service itself is away: there may be no answer at all. */
  readonly mayBeUnanswered: boolean;
  /** Of every answer. */
  readonly longestMs: number;
}

const refusals = [502, 503, 504];

export function isServed({ endpoint, status }: Sent): boolean {
  return status === (endpoint.endsWith("_create") ? 201 : 200);
}

/** @returns each kind of broken promise with how often it was */
export function brokenPromises(answers: readonly Sent[], promised: Promised): string[] {
  const counts = new Map<string, number>();
  for (const broken of answers.flatMap((answer) => brokenBy(answer, promised))) {
    counts.set(broken, (counts.get(broken) ?? 0) + 1);
  }
  return [...counts].map(([broken, count]) => `${count} x ${broken}`);
}

function brokenBy(answer: Sent, { affected, mayBeUnanswered, longestMs }: Promised): string[] {
  const { endpoint, status, failure, tookMs } = answer;
  const late = tookMs > longestMs ? [`${endpoint} took ${(tookMs / 1_000).toFixed(1)} s`] : [];
  if (isServed(answer)) return late;
  if (status === null) return mayBeUnanswered ? late : [...late, `${endpoint} without an answer: ${failure}`];
  const { code } = (answer.body ?? {}) as { readonly code?: unknown };
  const what = `${endpoint} answered ${status} ${String(code)}`;
  if (!affected.includes(endpoint)) return [...late, `${what}, though it needs nothing that is away`];
  if (!refusals.includes(status)) return [...late, what];
  return [...late, ...brokenByRefusal(answer, what)];
}

function brokenByRefusal({ status, contentType, body, retryAfterSeconds }: Sent, what: string): string[] {
  const problem = body as { readonly status?: unknown; readonly code?: unknown };
  const isProblem = contentType.startsWith("application/problem+json") && problem.status === status;
  const code = typeof problem.code === "string";
  if (!isProblem || !code) return [`${what}, which is no problem body`];
  return status === 503 && !(retryAfterSeconds >= 1) ? [`${what} without Retry-After`] : [];
}

/**
 * From when on everything is served again: the end of the first of the last unbroken row of served
 * answers of each endpoint, the latest of them. Null while an endpoint has no such row of `length`.
 */
export function servedAgainAtMs(
  answers: readonly Sent[],
  endpoints: readonly Endpoint[],
  length: number,
): number | null {
  const firsts = endpoints.map((endpoint) => {
    const own = answers.filter((answer) => answer.endpoint === endpoint);
    const row = own.slice(own.findLastIndex((answer) => !isServed(answer)) + 1);
    const [first] = row;
    return first === undefined || row.length < length ? null : first.atMs + first.tookMs;
  });
  return firsts.reduce<number | null>((latest, one) => {
    return latest === null || one === null ? null : Math.max(latest, one);
  }, 0);
}
