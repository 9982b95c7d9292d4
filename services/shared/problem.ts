/**
 * What a service answers when it cannot do as asked: a problem body (RFC 9457). Thrown by whoever
 * finds out, written by the one error handler. `code` is stable, for programs; `detail` is for
 * people and never holds what a client may not know (queries, addresses of stores, stack traces).
 */
import { STATUS_CODES } from "node:http";

export interface FieldProblem {
  /** Where in the request, e.g. `body.email` or `query.page`. */
  readonly field: string;
  readonly message: string;
}

export interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  /** Sent as `Retry-After`; null where trying again would not help. */
  readonly retryAfterSeconds: number | null;
}

export class Problem extends Error implements ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor(
    facts: Pick<ProblemFacts, "status" | "code" | "detail"> & Partial<ProblemFacts>,
    cause?: unknown,
  ) {
    super(facts.detail, { cause });
    this.name = "Problem";
    this.status = facts.status;
    this.code = facts.code;
    this.detail = facts.detail;
    this.fields = facts.fields ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}

export const problemContentType = "application/problem+json; charset=utf-8";

/** The body as RFC 9457 has it; `about:blank` because status and `code` say everything. */
export function problemBody(problem: ProblemFacts, requestId: string): Record<string, unknown> {
  return {
    type: "about:blank",
    title: STATUS_CODES[problem.status] ?? "Unknown",
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    ...(problem.fields.length > 0 && { errors: problem.fields }),
    requestId,
  };
}

export function badRequest(fields: readonly FieldProblem[]): Problem {
  const detail = fields.map(({ field, message }) => `${field} ${message}`).join("; ");
  return new Problem({ status: 400, code: "invalid-request", detail, fields });
}

export function notFound(what: string): Problem {
  return new Problem({ status: 404, code: "not-found", detail: `${what} does not exist` });
}

export function conflict(field: string): Problem {
  return new Problem({
    status: 409,
    code: "already-exists",
    detail: `${field} is taken by another user`,
    fields: [{ field: `body.${field}`, message: "is taken by another user" }],
  });
}
