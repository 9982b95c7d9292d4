/** What can go wrong between a plan and the counts of its run; the wording of this room. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type GeneratorErrorCode =
  /** The project has no k6 entry for the scenario. */
  | "noEntry"
  /** The scenario imports from the web, which the bundle must not. */
  | "remoteImport"
  | "doesNotCompile"
  /** The bundle could not be written. */
  | "notWritten"
  /** k6's end-of-test data is not what a run of this plan leaves. */
  | "endOfTest";

export class GeneratorError extends Failure {
  declare readonly code: GeneratorErrorCode;

  constructor(kind: FailureKind, code: GeneratorErrorCode, message: string, options?: ErrorOptions) {
    super(kind, code, message, options);
  }
}

export function noEntry(scenario: string, file: string): GeneratorError {
  return new GeneratorError(
    "usage",
    "noEntry",
    `scenario ${scenario}: k6 needs an entry of the same name, and there is no ${file}; copy scenarios/smoke.ts`,
  );
}

export function remoteImport(where: string, url: string): GeneratorError {
  return new GeneratorError(
    "usage",
    "remoteImport",
    `${where}: a scenario must not import from the web, got ${url}; what a test runs would depend on that ` +
      "server. Keep the module in the project, or take it from an npm package",
  );
}

export function doesNotCompile(scenario: string, problems: readonly string[]): GeneratorError {
  const lines = problems.map((problem) => `  ${problem}`).join("\n");
  return new GeneratorError("usage", "doesNotCompile", `scenario ${scenario} does not compile\n${lines}`);
}

export function notWritten(file: string, cause: unknown): GeneratorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GeneratorError("machine", "notWritten", `${file}: the bundle could not be written (${reason})`, {
    cause,
  });
}

export function wrongEndOfTest(problem: string): GeneratorError {
  return new GeneratorError(
    "machine",
    "endOfTest",
    `k6's end-of-test data: ${problem}; it is cut short, or not of a run of this plan`,
  );
}
