/**
 * The last way: build the program from its pinned Go module, where Go is installed. Go checks every
 * source against the module's go.sum. An interrupted build leaves nothing but Go's own cache.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installRoot } from "../process/install-root.ts";
import { programFile } from "./cache-folder.ts";
import { goFor, type GoFinding } from "./go-toolchain.ts";
import { install } from "./install.ts";
import { executableName } from "./platform.ts";
import { runLimited, type LimitedRun } from "./run-limited.ts";
import { found, passedOver, type Finding, type Search } from "./search.ts";
import { seconds, ToolError } from "./tool-error.ts";
import { whyStepFailed } from "./why-step-failed.ts";

const way = "build with Go";
const keptOutputLines = 3;

export async function fromGo(search: Search): Promise<Finding> {
  const go = await goForProgram(search);
  if (!go.fits) return passedOver(way, go.why);
  search.say(
    `${search.name}: building ${search.program.version} with Go ${go.version}; this takes minutes at first`,
  );
  try {
    const version = await install(search, (scratch) => build(search, go, scratch));
    return found(search, programFile(search), version, `built with Go ${go.version}`);
  } catch (error) {
    const why = whyStepFailed(search, error);
    search.say(`${search.name}: ${why}`);
    return passedOver(way, why);
  }
}

export type GoForProgram =
  (GoFinding & { fits: true } & { moduleFolder: string }) | (GoFinding & { fits: false });

/** Can the program be built here? Changes nothing. */
export async function goForProgram(search: Search): Promise<GoForProgram> {
  const { goModule } = search.program;
  if (goModule === null) return { fits: false, why: "there is no Go module for it" };
  const moduleFolder = join(installRoot(), goModule);
  const go = await goFor(moduleFolder, search);
  return go.fits ? { ...go, moduleFolder } : go;
}

async function build(search: Search, go: GoForProgram & { fits: true }, scratch: string): Promise<string> {
  const output = join(scratch, executableName(search.program.executable, search.platform));
  const temporary = join(scratch, "go-build");
  await mkdir(temporary);
  const run = await runLimited({
    command: go.path,
    // -buildvcs=false: the version control of whoever installed us says nothing about the program, and may fail.
    args: [
      ...["build", "-mod=readonly", "-trimpath", "-buildvcs=false", `-ldflags=${linkerFlags(search)}`],
      ...["-o", output, search.program.goPackage ?? "."],
    ],
    // Go's scratch goes into ours: ended by SIGKILL, Go could not remove it.
    env: { ...go.env, GOTMPDIR: temporary },
    cwd: go.moduleFolder,
    limitMs: search.limits.buildMs,
    signal: search.signal,
  });
  if (run.kind === "ended" && run.exitCode === 0) return output;
  throw new ToolError("preflight", "build", `go build failed: ${whyBuildFailed(run, search)}`);
}

function linkerFlags({ program: { version, goVersionVariable } }: Search): string {
  return goVersionVariable === undefined ? "-s -w" : `-s -w -X ${goVersionVariable}=${version}`;
}

function whyBuildFailed(run: LimitedRun, search: Search): string {
  if (run.kind === "notStarted") return run.reason;
  if (run.kind === "timedOut") return `it took longer than ${seconds(search.limits.buildMs)}`;
  if (run.kind === "endless") return "it printed without end";
  const lines = run.output.trim().split("\n").slice(-keptOutputLines).join(" | ");
  return `${run.kind === "killed" ? run.signal : `exit code ${run.exitCode}`}: ${lines === "" ? "no output" : lines}`;
}
