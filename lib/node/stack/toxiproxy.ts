/**
 * Toxiproxy, through which connections pass where faults are wanted: one proxy for each link. Without a
 * toxic it only copies bytes. It ends with the system; nothing of it is kept.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import getPort from "get-port";
import { Toxiproxy } from "toxiproxy-node-client";
import { startProgram, type Program } from "../process/program.ts";
import { messages } from "./messages.ts";
import { outputOf, type Surroundings } from "./part.ts";
import { StackError } from "./stack-error.ts";
import type { UndoList } from "./undo-list.ts";

/** It listens within some milliseconds. */
const READY_WITHIN_MS = 10_000;
const POLL_MS = 20;
/** It has nothing to finish. */
const STOP_GRACE_MS = 2_000;

export interface RunningToxiproxy {
  /** Of its API. */
  readonly url: string;
  readonly program: Program;
  readonly logTail: () => string;
  /** Puts a proxy in front of an address. @returns where the proxy listens, as `host:port` */
  add(proxy: string, upstream: string): Promise<string>;
}

/** @throws StackError "notStarted" */
export async function startToxiproxy(
  binary: string,
  env: Readonly<Record<string, string>>,
  { logFolder, ledger, cores }: Surroundings,
  undo: UndoList,
): Promise<RunningToxiproxy> {
  const file = join(logFolder, "toxiproxy.log");
  const logTail = outputOf(file);
  const port = await getPort({ host: "127.0.0.1" });
  const program = await startProgram({
    name: "toxiproxy",
    command: binary,
    args: ["-host", "127.0.0.1", "-port", String(port)],
    // It would else write a line for each connection.
    env: { ...env, LOG_LEVEL: "warn" },
    output: { file },
    graceMs: STOP_GRACE_MS,
    cores,
    ledger,
  });
  undo.add("stop Toxiproxy", () => stopProgram(program));
  const url = `http://127.0.0.1:${port}`;
  const client = new Toxiproxy(url);
  await awaitApi(client, program, logTail);
  return {
    url,
    program,
    logTail,
    add: async (name, upstream) => {
      // Port 0: the system chooses, and nobody can come between.
      const { listen } = await client.createProxy({ name, listen: "127.0.0.1:0", upstream, enabled: true });
      return listen;
    },
  };
}

async function awaitApi(client: Toxiproxy, program: Program, logTail: () => string): Promise<void> {
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  const ended = program.exited.then(() => true);
  for (;;) {
    const reason = await client.getVersion().then(
      () => null,
      (error: unknown) => (error as Error).message,
    );
    if (reason === null) return;
    const isOver = await Promise.race([ended, delay(POLL_MS, false)]);
    if (isOver || performance.now() > deadlineMs) {
      throw new StackError("notStarted", messages.notStarted(messages.noToxiproxy(reason, logTail())));
    }
  }
}

async function stopProgram(program: Program): Promise<void> {
  program.signal("SIGINT");
  const kill = setTimeout(program.killNow, STOP_GRACE_MS);
  await program.exited;
  clearTimeout(kill);
}
