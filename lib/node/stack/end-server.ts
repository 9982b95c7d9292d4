/**
 * Ends a PostgreSQL server, each signal harder than the last: fast shutdown (clients are cut off,
 * nothing is awaited), immediate shutdown, SIGKILL. See PostgreSQL's manual, "Shutting Down the Server".
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

const steps = [
  { signal: "SIGINT", graceMs: 5_000 },
  { signal: "SIGQUIT", graceMs: 2_000 },
  { signal: "SIGKILL", graceMs: 2_000 },
] as const;

export async function endServer(server: ChildProcess): Promise<void> {
  for (const { signal, graceMs } of steps) {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, "exit");
    server.kill(signal);
    await Promise.race([exited, delay(graceMs, undefined, { ref: false })]);
  }
}
