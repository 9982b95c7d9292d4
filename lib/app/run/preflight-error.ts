/** What was found wrong before anything was sent; the wording of preflight in one place. */
import { Failure } from "../../core/record/failure.ts";

export type PreflightCode = "unhealthy" | "openFiles" | "noToken" | "wrongQuestions";

export class PreflightError extends Failure {
  declare readonly code: PreflightCode;

  constructor(code: PreflightCode, message: string) {
    super("preflight", code, message);
  }

  static unhealthy(findings: readonly string[], limitSeconds: number): PreflightError {
    const lines = findings.map((finding) => `  ${finding}`).join("\n");
    return new PreflightError(
      "unhealthy",
      `preflight: not every service answered its health check with 200 within ${limitSeconds} s; nothing was sent\n` +
        `${lines}\n  Start the system, or correct the addresses (--target, --url SERVICE=URL).`,
    );
  }

  static noToken(url: string, problem: string): PreflightError {
    return new PreflightError(
      "noToken",
      `preflight: no token from ${url}: it ${problem}; nothing was sent. ` +
        "Correct the credentials that the target's file names (auth), or the address of who gives the token.",
    );
  }

  static openFiles(limit: number, needed: number, vus: number): PreflightError {
    return new PreflightError(
      "openFiles",
      `preflight: the open-file limit is ${limit}, and ${vus} virtual users need ${needed}; nothing was sent. ` +
        `Raise it (ulimit -n ${needed}) or plan fewer virtual users (--vus).`,
    );
  }

  /** @param findings each a figure of a subject, its question and what Prometheus said to it */
  static wrongQuestions(target: string, findings: readonly WrongQuestion[]): PreflightError {
    const lines = findings.map(
      ({ of, promql, received }) => `  prometheus.resources.${of}: ${promql}: ${received}`,
    );
    return new PreflightError(
      "wrongQuestions",
      `preflight: target ${target}: its Prometheus must understand what it is to be asked; nothing was sent\n` +
        `${lines.join("\n")}\n  Correct these questions in the target's file.`,
    );
  }
}

export interface WrongQuestion {
  /** `api.cpuCores` */
  readonly of: string;
  readonly promql: string;
  readonly received: string;
}
