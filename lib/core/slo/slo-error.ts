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
}
