/**
 * An outside program, kept by program-host so that it ends with the runner. The program is
 * told only what it is told here: a Ctrl-C in the terminal does not reach it by itself.
 */
import type { HostMessage } from "./host-protocol.ts";
import { writeHostArguments } from "./host-protocol.ts";
import { distFile } from "./install-root.ts";
import { launch, type Launched } from "./launch.ts";
import type { Ledger } from "./ledger.ts";
import { messages } from "./messages.ts";
import { ProcessError } from "./process-error.ts";
import { observeProcess, type ObservedProcess } from "./process-identity.ts";
import { signalIdentity, waitUntilGone, waitUntilGroupGone } from "./signal-process.ts";
import type { Exit } from "./supervise.ts";

export interface Program {
  /** Of the program itself. */
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Once for each call; nothing when the program has ended. */
  readonly signal: (name: NodeJS.Signals) => void;
  readonly killNow: () => void;
}

export interface ProgramOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** "stderr": stdout and stderr both to our stderr. */
  readonly output: "stderr" | { readonly file: string };
  /** From interrupt to SIGKILL once the runner is gone. */
  readonly graceMs: number;
  readonly cores?: readonly number[] | null;
  /** An open file for the program, which has it as HANDED_DESCRIPTOR; ours stays open. */
  readonly hand?: number | null;
  readonly ledger: Ledger;
}

/** The host is a small bundle and says "ready" as soon as the program is started. */
const hostReadyTimeoutMs = 15_000;
/** For the report of a program's end. */
const hostGraceMs = 1_000;
/** A killed process leaves at once, unless it waits for a disk. */
const killedMs = 5000;

/** @throws ProcessError "programNotFound", "programNotExecutable", "notStarted", and those of `launch` */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  let reported: Exit | null = null;
  const host = await launchHost(options, (message) => {
    if (message.type === "exit") reported = { code: message.code, signal: message.signal };
  });
  const { pid } = host.ready as unknown as { pid: number };
  const identity = observeProcess(pid); // null: it has ended already
  // The host sees the program go, reports it and ends; it is killed itself only where it does not.
  const kill = () => {
    if (identity !== null) signalIdentity(identity, "SIGKILL");
    setTimeout(host.killNow, hostGraceMs).unref();
  };
  const exited = host.exited
    .then(async () => reported ?? (await endUnreported(identity)))
    // A script may have left a server that is slower to go than itself.
    .finally(() => waitUntilGroupGone(pid, killedMs))
    .finally(() => options.ledger.forgetProcess(pid));
  try {
    options.ledger.recordProcess({ pid, name: options.name });
  } catch (error) {
    kill();
    await exited;
    throw error;
  }
  return { pid, exited, signal: (name) => host.send({ type: "signal", name }), killNow: kill };
}

async function launchHost(
  { graceMs, command, args, ...options }: ProgramOptions,
  onMessage: (message: HostMessage) => void,
): Promise<Launched> {
  try {
    return await launch({
      ...options,
      name: `${options.name} (host)`,
      module: distFile("daemons/program-host.mjs"),
      args: writeHostArguments({ graceMs, hands: (options.hand ?? null) !== null, command, args }),
      readyTimeoutMs: hostReadyTimeoutMs,
      onMessage: (message) => onMessage(message as unknown as HostMessage),
    });
  } catch (error) {
    throw explain(error, options.name, command);
  }
}

function explain(error: unknown, name: string, command: string): unknown {
  if (!(error instanceof ProcessError) || error.code !== "refused") return error;
  const { errno, reason } = error.cause as { errno: string; reason: string };
  const options = { cause: error };
  if (errno === "ENOENT")
    return new ProcessError("programNotFound", messages.programNotFound(name, command), options);
  if (errno === "EACCES" || errno === "ENOEXEC") {
    return new ProcessError("programNotExecutable", messages.programNotExecutable(name, command), options);
  }
  return new ProcessError("notStarted", messages.notStarted(name, command, reason), options);
}

/** A host that was killed can't report; then its program is ended from here. */
async function endUnreported(program: ObservedProcess | null): Promise<Exit> {
  if (program !== null) {
    signalIdentity(program, "SIGKILL");
    await waitUntilGone([program], killedMs);
  }
  return { code: null, signal: "SIGKILL" };
}
