/**
 * The keeper of one outside program (k6, Prometheus) that knows nothing of our lifeline. It
 * runs the program in a process group of its own, reports its start and end to the runner,
 * hands on the signals it is told to, and ends the program when the runner is gone, even by
 * SIGKILL, or when it is itself asked to end. Living in a session of its own, it never sees
 * a Ctrl-C of the terminal.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import {
  HANDED_DESCRIPTOR_OF_HOST,
  readHostArguments,
  type HostMessage,
  type SignalRequest,
} from "./host-protocol.ts";
import { onParentGone, tellParent } from "./lifeline.ts";
import { signalGroup } from "./signal-process.ts";

const { graceMs, hands, command, args } = readHostArguments(process.argv.slice(2));

try {
  const handed = hands ? [HANDED_DESCRIPTOR_OF_HOST] : [];
  const program = spawn(command, args, {
    stdio: ["ignore", "inherit", "inherit", ...handed],
    detached: true,
  });
  program.on("error", (error) => {
    // With a pid it runs, and the error is a signal that came too late: its exit tells.
    if (program.pid === undefined) refuse(error);
  });
  if (program.pid !== undefined) keep(program, program.pid);
} catch (error) {
  refuse(error as Error); // Node reports a few errors of the system so, such as ENOEXEC on macOS
}

function keep(program: ChildProcess, pid: number): void {
  tell({ type: "ready", pid });
  let ending = false;
  const endProgram = () => {
    if (ending) return;
    ending = true;
    signalGroup(pid, "SIGINT");
    setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, endProgram);
  onParentGone(endProgram);
  process.on("message", ({ name }: SignalRequest) => program.kill(name));
  program.once("exit", (code, signal) => {
    signalGroup(pid, "SIGKILL"); // what the program itself left in its group
    const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    tell({ type: "exit", code, signal }, () => process.exit(exitCode));
  });
}

function refuse(error: NodeJS.ErrnoException): void {
  tell({ type: "failed", reason: error.message, errno: error.code ?? "" }, () => process.exit(1));
}

function tell(message: HostMessage, then?: () => void): void {
  void tellParent(message).then(then);
}
