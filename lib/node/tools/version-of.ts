/**
 * Is this file the program that we want? Runs its version command, as the pins describe it, and
 * compares what it prints with the accepted range. Believes the program: what it prints is not a
 * proof of where it comes from.
 */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import type { Search } from "./search.ts";
import { runLimited, type LimitedRun } from "./run-limited.ts";
import { seconds } from "./tool-error.ts";
import { parseRange } from "./version-range.ts";

export type VersionFinding =
  { readonly fits: true; readonly version: string } | { readonly fits: false; readonly why: string };

export async function versionOf(path: string, search: Search): Promise<VersionFinding> {
  const problem = await fileProblem(path);
  if (problem !== null) return { fits: false, why: problem };
  const { versionCommand } = search.program;
  const run = await runLimited({
    command: path,
    args: versionCommand.arguments,
    env: search.env,
    cwd: process.cwd(),
    limitMs: search.limits.versionMs,
    signal: search.signal,
  });
  const command = `${search.program.executable} ${versionCommand.arguments.join(" ")}`;
  return judgeVersion(run, command, search);
}

async function fileProblem(path: string): Promise<string | null> {
  const found = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (found instanceof Error) {
    return found.code === "ENOENT"
      ? "there is no such file"
      : `it cannot be read (${found.code ?? found.message})`;
  }
  if (found.isDirectory()) return "it is a folder, not a program";
  const executable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return executable ? null : "it is not executable";
}

function judgeVersion(run: LimitedRun, command: string, { program, limits }: Search): VersionFinding {
  if (run.kind === "notStarted") return { fits: false, why: `it does not run here (${run.reason})` };
  if (run.kind === "timedOut") {
    return { fits: false, why: `"${command}" did not answer within ${seconds(limits.versionMs)}` };
  }
  if (run.kind === "endless") return { fits: false, why: `"${command}" printed without end` };
  if (run.kind === "killed") return { fits: false, why: `"${command}" ended by ${run.signal}` };
  if (run.exitCode !== 0) {
    return {
      fits: false,
      why: `"${command}" failed with exit code ${run.exitCode} and printed ${excerpt(run.output)}`,
    };
  }
  const version = new RegExp(program.versionCommand.pattern, "m").exec(run.output)?.[1];
  if (version === undefined) {
    return { fits: false, why: `"${command}" printed no version but ${excerpt(run.output)}` };
  }
  if (parseRange(program.accepts)?.fits(version) !== true) {
    return { fits: false, why: `it is version ${version}, not ${program.accepts}` };
  }
  return { fits: true, version };
}

function excerpt(output: string): string {
  return output.trim() === "" ? "nothing" : JSON.stringify(output.trim().slice(0, 60));
}
