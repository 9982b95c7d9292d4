/** Some of the answers that failed, as they came: a sample to look at, never a count. */
import type { FailureSample } from "../../record/failure-sample.ts";
import { duration } from "../../record/units.ts";
import { figures, type Sheet, words } from "../sheet.ts";

export function failureSheet(failures: readonly FailureSample[]): Sheet {
  return {
    head: [
      words("when (UTC)"),
      words("endpoint"),
      words("phase"),
      figures("status"),
      figures("took"),
      words("error"),
      words("trace id"),
      words("body"),
    ],
    // The file has them in rounds over their kinds.
    rows: failures
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ atMs, endpoint, phase, status, error, tookMs, traceId, body }) => [
        new Date(atMs).toISOString().slice(11, 23),
        endpoint,
        phase,
        status === 0 ? "no answer" : String(status),
        duration(tookMs / 1000),
        error,
        traceId,
        body ?? "not read",
      ]),
  };
}
