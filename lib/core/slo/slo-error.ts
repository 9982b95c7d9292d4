/** Why a question about objectives in production has no answer, and how it is said: where, rule, received, remedy. */
import { Failure, type FailureKind } from "../record/failure.ts";
import { nearestName } from "../record/nearest-name.ts";

export type SloErrorCode =
  | "unknownObjective"
  /** Nobody named a Prometheus. */
  | "noPrometheus"
  /** Its clock and ours tell different times. */
  | "clockOff"
  /** It has nothing to count from, for any objective. */
  | "noSeries"
  /** It has nothing of the run. */
  | "unknownRun"
  /** What it has of the run contradicts itself. */
  | "wrongCounts";

export class SloError extends Failure {
  declare readonly code: SloErrorCode;

  constructor(kind: FailureKind, code: SloErrorCode, message: string) {
    super(kind, code, message);
  }

  static unknownObjective(received: string, known: readonly string[]): SloError {
    const nearest = nearestName(received, known);
    const meant = nearest === null ? "" : `, did you mean ${nearest}?`;
    const text = `objective must be one of thresholds/, got ${JSON.stringify(received)}${meant}; known: ${known.join(", ")}`;
    return new SloError("usage", "unknownObjective", text);
  }

  static noPrometheus(): SloError {
    const text =
      "Prometheus must be named, got nothing; give its address with --prometheus, or a target that names one with --target";
    return new SloError("usage", "noPrometheus", text);
  }

  /** @param aheadSeconds how far this machine's clock is ahead; negative when behind */
  static clockOff(url: string, aheadSeconds: number, mostSeconds: number): SloError {
    const off = `${Math.abs(Math.round(aheadSeconds))} s ${aheadSeconds > 0 ? "ahead" : "behind"}`;
    const text = `this machine's clock must agree with that of Prometheus at ${url} within ${mostSeconds} s, got ${off}; set the one that is wrong`;
    return new SloError("preflight", "clockOff", text);
  }

  static noSeries(url: string, metrics: readonly string[], matchers: readonly string[]): SloError {
    const among = matchers.length === 0 ? "" : ` with ${matchers.join(",")}`;
    const text =
      `Prometheus at ${url} must have counters of the objectives' endpoints, got none in the whole window of ${metrics.join(" or ")}${among}; ` +
      "check that it scrapes the services (docs/metrics.md) and that the labels service, method and endpoint are theirs";
    return new SloError("preflight", "noSeries", text);
  }

  static unknownRun(url: string, runId: string, backSeconds: number): SloError {
    const text =
      `Prometheus at ${url} must have counters of the run, got none with testid ${JSON.stringify(runId)} in the last ${Math.ceil(backSeconds / 60)} min; ` +
      "check the id (tidemark runs), and that the run sent its samples there (--prometheus)";
    return new SloError("preflight", "unknownRun", text);
  }

  static wrongCounts(url: string, what: string): SloError {
    const text = `Prometheus at ${url} must have all of the run, got counts that contradict themselves: ${what}; samples were lost on their way`;
    return new SloError("preflight", "wrongCounts", text);
  }
}
