/** The exit codes of every command, in order of precedence (first match wins), and which applies. */
import type { Failure } from "./failure.ts";
import type { ReasonCode, Verdict } from "./verdict.ts";

export const exitCodes = {
  usage: 2,
  preflight: 4,
  faultNotUndone: 5,
  signal: 105,
  stopCondition: 108,
  internal: 1,
  fail: 99,
  inconclusive: 3,
  pass: 0,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of a run that was judged. An abort that nobody asked for is a fault of ours or of the machine. */
export function exitCodeFor(verdict: Verdict): ExitCode {
  if (gives(verdict, "faultNotUndone")) return exitCodes.faultNotUndone;
  if (verdict.status !== "aborted") return exitCodes[verdict.status];
  if (gives(verdict, "interrupted")) return exitCodes.signal;
  if (gives(verdict, "stopCondition")) return exitCodes.stopCondition;
  return exitCodes.internal;
}

/** The code of a command that ended by an error which a person is meant to read. */
export function exitCodeForFailure(failure: Failure): ExitCode {
  return failure.kind === "machine" ? exitCodes.internal : exitCodes[failure.kind];
}

function gives(verdict: Verdict, code: ReasonCode): boolean {
  return verdict.reasons.some((reason) => reason.code === code);
}
