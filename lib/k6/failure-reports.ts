/**
 * Shows a person some of the failing responses, by k6's log: k6 writes no files. The runner picks the
 * lines out of it. Each virtual user tells of each kind of failure the first few times and then ever
 * more rarely, so that a system that is down does not fill the disk. No credential of the target gets
 * into the log: here they are all known, those too that were fetched during the run.
 */
import type { FailureSample } from "../core/record/failure-sample.ts";
import { failureMark } from "../core/record/names.ts";
import { redacted, withoutSecrets } from "../core/record/redact.ts";
import { unansweredMs } from "./bad-events.ts";

/** Of k6's response. */
export interface FailedResponse {
  readonly status: number;
  readonly error: string;
  /** A text where it was read. */
  readonly body: unknown;
  readonly timings: { readonly blocked: number; readonly duration: number };
}

/** @param wrong what was wrong with the body of an expected status; empty for another status */
export type FailureReport = (
  response: FailedResponse,
  wrong: string,
  traceparent: string,
  startedAtMs: number,
) => void;

export interface FailureReports {
  readonly of: (endpoint: string) => FailureReport;
  /** For what a server answered. */
  readonly redact: (text: string) => string;
  /** For our own messages. */
  readonly withoutSecrets: (text: string) => string;
}

export interface FailureSurroundings {
  readonly phase: () => string;
  readonly secrets: () => readonly string[];
  /** Null where nobody picks the lines out of the log. */
  readonly log: ((line: string) => void) | null;
  readonly nowMs: () => number;
  readonly base64: (text: string) => string;
}

const TOLD_AT_FIRST = 3;
const BODY_CHARACTERS = 500;
const ERROR_CHARACTERS = 300;
const silent: FailureReport = () => undefined;

export function failureReports(around: FailureSurroundings): FailureReports {
  const { phase, secrets, log, nowMs, base64 } = around;
  const shown = (text: string, longest: number) => redacted(text, secrets(), { longest, base64 });
  const of = (endpoint: string): FailureReport => {
    if (log === null) return silent;
    const counts = new Map<string, number>();
    return (response, wrong, traceparent, startedAtMs) => {
      const { status, error, body, timings } = response;
      const kind = `${status} ${wrong === "" ? "" : "wrong"}`;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (!isTold(count)) return;
      const atMs = nowMs();
      const reportedMs = timings.blocked + timings.duration;
      const sample: FailureSample = {
        schema: 1,
        atMs,
        endpoint,
        phase: phase(),
        status,
        error: shown(wrong === "" ? error : wrong, ERROR_CHARACTERS),
        tookMs: status === 0 ? unansweredMs(reportedMs, atMs - startedAtMs) : reportedMs,
        traceId: traceparent.slice(3, 35),
        body: typeof body === "string" ? shown(body, BODY_CHARACTERS) : null,
      };
      log(failureMark + asciiJson(sample));
    };
  };
  return {
    of,
    redact: (text) => shown(text, ERROR_CHARACTERS),
    withoutSecrets: (text) => withoutSecrets(text, secrets(), base64),
  };
}

/** The first few, and then the 4th, 8th, 16th ... */
export function isTold(count: number): boolean {
  return count <= TOLD_AT_FIRST || Number.isInteger(Math.log2(count));
}

/** k6 escapes what is not printable ASCII in ways of its own, which JSON does not know. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
