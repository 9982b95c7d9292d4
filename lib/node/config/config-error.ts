/**
 * What was wrong with the flags, the environment or `.env`: every problem at once, a line each,
 * so that a person corrects all of them in one go. `code` is the first problem's; tests and
 * callers that need more read `problems`.
 */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type ProblemCode =
  | "unknownCommand"
  | "missingCommand"
  | "unknownFlag"
  | "missingValue"
  | "unexpectedValue"
  | "excessArgument"
  | "missingArgument"
  | "unknownScenario"
  | "missingScenario"
  | "unknownService"
  | "repeatedService"
  | "badValue"
  | "outOfRange"
  | "conflict"
  | "unknownEnvironmentName"
  | "unreadableDotEnv"
  | "overridesPlan";

export interface Problem {
  readonly code: ProblemCode;
  /** `--rate`, `RATE in the environment`, `RATE in .env`. */
  readonly where: string;
  /** One line: where, rule, what was received, remedy. */
  readonly text: string;
}

export class ConfigError extends Failure {
  declare readonly code: ProblemCode;
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]], kind: FailureKind = "usage") {
    super(kind, problems[0].code, problems.map((problem) => problem.text).join("\n"));
    this.problems = problems;
  }
}

/** Throws one `ConfigError` with all of them; does nothing when there are none. */
export function throwIfAny(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new ConfigError([first, ...others]);
}
