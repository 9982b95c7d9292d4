/** Why a Prometheus gave no usable answer; the wording in one place. No credential is ever part of it. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type PrometheusErrorCode =
  /** No connection, or one that broke before the answer was whole. */
  | "unreachable"
  | "timedOut"
  /** It sent us elsewhere: credentials must not follow. */
  | "redirected"
  /** 401 or 403. */
  | "unauthorized"
  /** Another 4xx: the request is wrong, and would be wrong again. */
  | "refused"
  /** 5xx, or a query that it could not carry out. */
  | "failed"
  /** Whatever answered does not speak Prometheus' HTTP API. */
  | "notPrometheus"
  /** It answered and warned that something is missing. */
  | "partialData"
  /** Not the kind of result that the question asks for. */
  | "wrongResult"
  | "tooLarge";

export class PrometheusError extends Failure {
  declare readonly code: PrometheusErrorCode;
  /** What happened alone, to be part of a longer sentence: `connection refused`. */
  readonly received: string;

  /** @param rule reads on from the address: `must answer` */
  constructor(
    code: PrometheusErrorCode,
    text: { readonly url: string; readonly rule: string; readonly received: string; readonly remedy: string },
    options?: ErrorOptions,
  ) {
    const remedy = text.remedy === "" ? "" : `; ${text.remedy}`;
    super(
      kindOf(code),
      code,
      `Prometheus at ${text.url} ${text.rule}, got ${text.received}${remedy}`,
      options,
    );
    this.received = text.received;
  }

  static unreachable(url: string, received: string, cause: unknown): PrometheusError {
    const remedy = "check its address and that it runs";
    return new PrometheusError("unreachable", { url, rule: "must answer", received, remedy }, { cause });
  }

  static timedOut(url: string, timeoutMs: number, cause: unknown): PrometheusError {
    const received = `no answer within ${timeoutMs / 1000} s`;
    const remedy = "ask for less, or see why it is slow";
    return new PrometheusError("timedOut", { url, rule: "must answer in time", received, remedy }, { cause });
  }

  static tooLarge(url: string, mostBytes: number, cause: unknown): PrometheusError {
    const rule = `must answer with at most ${mostBytes} bytes`;
    return new PrometheusError(
      "tooLarge",
      { url, rule, received: "more", remedy: "ask for less" },
      { cause },
    );
  }

  static redirected(url: string, status: number, to: string): PrometheusError {
    const received = `a redirect (${status}) to ${to}`;
    const remedy = "give the address that answers";
    return new PrometheusError("redirected", { url, rule: "must answer itself", received, remedy });
  }

  /** @param words its own, without credentials */
  static status(url: string, status: number, words: string): PrometheusError {
    const received = words === "" ? String(status) : `${status}: ${words}`;
    if (status === 401 || status === 403) {
      const remedy = "check the credentials that the target's file refers to";
      return new PrometheusError("unauthorized", { url, rule: "must let us in", received, remedy });
    }
    const code = status >= 400 && status < 500 && status !== 422 && status !== 429 ? "refused" : "failed";
    return new PrometheusError(code, { url, rule: "must answer the question", received, remedy: "" });
  }

  static notPrometheus(url: string, received: string): PrometheusError {
    const rule = "must answer as Prometheus' HTTP API does";
    const remedy = "check its address, with the path in front of /api/v1";
    return new PrometheusError("notPrometheus", { url, rule, received, remedy });
  }

  static partialData(url: string, warnings: readonly string[]): PrometheusError {
    const received = `warnings: ${warnings.join("; ")}`;
    const remedy = "see to what it lacks, and ask again";
    return new PrometheusError("partialData", { url, rule: "must answer in full", received, remedy });
  }

  static wrongResult(url: string, what: string, received: string, remedy: string): PrometheusError {
    return new PrometheusError("wrongResult", { url, rule: `must answer with ${what}`, received, remedy });
  }
}

/** A wrong question is a fault of ours; everything else was found out before anything was decided. */
function kindOf(code: PrometheusErrorCode): FailureKind {
  return code === "refused" || code === "wrongResult" ? "machine" : "preflight";
}
