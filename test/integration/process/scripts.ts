/** Tiny programs that the tests of this folder start for real, and runners that start them. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgersFolder, readLedger, type RecordedProcess } from "../../../lib/node/process/ledger-file.ts";
import { observeProcess, type ProcessIdentity } from "../../../lib/node/process/process-identity.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { eventually } from "../../support/eventually.ts";

/** Keeps a Node script alive until it is ended. */
export const forever = "setInterval(() => {}, 1000);";

/** The child's side of the agreement: says ready, ends on SIGTERM and with its parent. */
export const politeChild = `
  process.on("disconnect", () => process.exit());
  process.on("SIGTERM", () => process.exit(0));
  process.send({ type: "ready", port: 4711 });
  ${forever}`;

export function writeModule(file: string, code: string): string {
  writeFileSync(file, code);
  return file;
}

/** An executable that is a Node script. */
export function writeProgram(file: string, code: string): string {
  writeFileSync(file, `#!${process.execPath}\n${code}`);
  chmodSync(file, 0o755);
  return file;
}

/** A program that notes each signal in a file, which exists (empty) once it listens. */
export function signalNotingProgram(notes: string, onSignal: string): string {
  return `
    const fs = require("node:fs");
    for (const name of ["SIGINT", "SIGTERM"]) {
      process.on(name, () => { fs.appendFileSync(${JSON.stringify(notes)}, name + "\\n"); ${onSignal} });
    }
    fs.writeFileSync(${JSON.stringify(notes)}, "");
    ${forever}`;
}

/** Runs code against lib/node/process in a process of its own; `report(value)` hands a value out. */
export async function startRunner(
  folder: string,
  code: string,
): Promise<{ runner: ChildProcess; reported: unknown }> {
  const answer = join(folder, "runner-report.json");
  const room = join(installRoot(), "lib/node/process");
  const script = writeModule(
    join(folder, "runner.mjs"),
    `import { renameSync, writeFileSync } from "node:fs";
     const { openLedger } = await import(${JSON.stringify(join(room, "ledger.ts"))});
     const { startChild } = await import(${JSON.stringify(join(room, "child.ts"))});
     const { startProgram } = await import(${JSON.stringify(join(room, "program.ts"))});
     const { acquireLock } = await import(${JSON.stringify(join(room, "lock.ts"))});
     const { onEndSignals } = await import(${JSON.stringify(join(room, "end-signals.ts"))});
     const report = (value) => {
       writeFileSync(${JSON.stringify(`${answer}.tmp`)}, JSON.stringify(value));
       renameSync(${JSON.stringify(`${answer}.tmp`)}, ${JSON.stringify(answer)});
     };
     ${code}`,
  );
  const register = join(installRoot(), "test/register.mjs");
  const runner = spawn(process.execPath, ["--import", register, script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  await eventually("the runner reports", () => existsSync(answer) || runner.exitCode !== null, 15_000);
  return { runner, reported: JSON.parse(readFileSync(answer, "utf8")) };
}

export async function killRunner(runner: ChildProcess): Promise<void> {
  if (runner.exitCode !== null || runner.signalCode !== null) return;
  const exit = once(runner, "exit");
  runner.kill("SIGKILL");
  await exit;
}

export function isRunning(pid: number): boolean {
  return observeProcess(pid) !== null;
}

/** The identity of a process that must run. */
export function identityOf(pid: number): ProcessIdentity {
  const observed = observeProcess(pid);
  if (observed === null) throw new Error(`process ${pid} does not run`);
  return { pid, startTime: observed.startTime };
}

/** What the live ledgers in a state folder hold. */
export function recordedProcesses(stateFolder: string): RecordedProcess[] {
  const folder = ledgersFolder(stateFolder);
  return readdirSync(folder).flatMap((file) => readLedger(join(folder, file)).processes);
}

export function recordedProcess(stateFolder: string, name: string): RecordedProcess {
  const found = recordedProcesses(stateFolder).find((process) => process.name === name);
  if (found === undefined) throw new Error(`no ${name} in the ledgers`);
  return found;
}
