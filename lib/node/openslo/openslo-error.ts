/** Why objectives can't be OpenSLO documents: every problem, a line each. */
import { Failure } from "../../core/record/failure.ts";

export class OpenSloError extends Failure {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("usage", "openSlo", problems.map((problem) => `OpenSLO: ${problem}`).join("\n"));
    this.problems = problems;
  }
}
