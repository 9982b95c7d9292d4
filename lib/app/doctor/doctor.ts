/**
 * `tidemark doctor`: what is there, what is missing, and the remedy for each. It changes nothing,
 * downloads nothing and starts nothing that stays.
 */
import { availableParallelism } from "node:os";
import { exitCodes, type ExitCode } from "../../core/record/exit-codes.ts";
import type { CheckResult, DoctorRequest } from "./check.ts";
import { checks } from "./checks.ts";

export interface Diagnosis {
  readonly results: readonly CheckResult[];
  readonly cores: number;
  readonly exitCode: ExitCode;
}

/** @returns exit code preflight when a run could not start */
export async function diagnose(request: DoctorRequest): Promise<Diagnosis> {
  const results = await Promise.all(checks.map((check) => check(request)));
  const broken = results.some(({ finding }) => finding === "missing");
  return { results, cores: availableParallelism(), exitCode: broken ? exitCodes.preflight : exitCodes.pass };
}
