/** What can go wrong with a report, and how it is said: where, rule, received, remedy. */
import { Failure } from "../../core/record/failure.ts";

export type ReportErrorCode =
  /** A part of the page is not where the build puts it. */
  | "noAsset"
  /** A part of the page would end the element that it stands in: a fault of Tidemark. */
  | "unsafeAsset"
  | "summaryNotWritten";

export class ReportError extends Failure {
  declare readonly code: ReportErrorCode;

  private constructor(code: ReportErrorCode, path: string, text: string, options?: ErrorOptions) {
    super("machine", code, `${path}: ${text}`, options);
  }

  static noAsset(path: string, cause: unknown): ReportError {
    const text = `must be there for the report's page, got ${causeOf(cause)}; build Tidemark with node build.mjs`;
    return new ReportError("noAsset", path, text, { cause });
  }

  static unsafeAsset(path: string): ReportError {
    const text =
      "must not end its own element, got </style or </script in it; this is a fault of Tidemark, please report it";
    return new ReportError("unsafeAsset", path, text);
  }

  static summaryNotWritten(path: string, cause: unknown): ReportError {
    const text = `GITHUB_STEP_SUMMARY must name a file that can be added to, got ${causeOf(cause)}; see to that file or unset the variable`;
    return new ReportError("summaryNotWritten", path, text, { cause });
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(", ")[0] ?? "") : String(error);
}
