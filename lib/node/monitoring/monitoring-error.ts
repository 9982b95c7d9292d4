/** What can be wrong with a project's monitoring folder, and how it is said: file, field, rule, received, remedy. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type MonitoringErrorCode = "unreadable" | "wrongShape" | "notWritten" | "notGenerated";

export class MonitoringError extends Failure {
  declare readonly code: MonitoringErrorCode;

  constructor(kind: FailureKind, code: MonitoringErrorCode, message: string, options?: ErrorOptions) {
    super(kind, code, message, options);
  }
}

export const wording = {
  unreadable: (file: string, cause: string) => `${file}: must be readable YAML, got: ${cause}; correct it`,
  wrongShape: (file: string, problems: readonly string[]) =>
    problems.map((problem) => `${file}: ${problem}`).join("\n"),
  interval: (file: string, received: unknown) =>
    `${file}: global.scrape_interval must be a duration like 15s, got ${JSON.stringify(received)} (${typeof received}); correct it`,
  notGenerated: (folder: string) =>
    `${folder}: must hold what is to be verified, got no such folder; run: tidemark monitoring generate`,
  notWritten: (file: string, cause: string) =>
    `${file}: could not be written (${cause}); files before it were, so mend that and generate again`,
} as const;
