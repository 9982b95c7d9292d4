/**
 * A Node bundle of ours (a service, a daemon) as a child with a lifeline. Its side of the
 * agreement: send `{ type: "ready", ... }` when it serves, or `{ type: "failed", reason }`;
 * shut down on SIGTERM and when the channel ends (lifeline.ts).
 */
import { launch } from "./launch.ts";
import type { Ledger } from "./ledger.ts";
import type { Exit } from "./supervise.ts";

export interface Child {
  readonly pid: number;
  readonly name: string;
  /** Its ready message. */
  readonly ready: unknown;
  readonly exited: Promise<Exit>;
  /** SIGTERM, after the grace SIGKILL for its group; resolves when it is gone. A second call joins the first. */
  readonly stop: (graceMs: number) => Promise<void>;
  readonly killNow: () => void;
}

export interface ChildOptions {
  readonly name: string;
  readonly module: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Gets stdout and stderr, appended; null: both are ignored. */
  readonly logFile: string | null;
  readonly ledger: Ledger;
  readonly readyTimeoutMs: number;
  readonly cores?: readonly number[] | null;
}

/** @throws ProcessError "endedEarly", "notReady", "refused" with the end of its output; then it is gone */
export async function startChild({ args, logFile, ...options }: ChildOptions): Promise<Child> {
  const output = logFile === null ? "ignored" : { file: logFile };
  const launched = await launch({ ...options, args: args ?? [], output, onMessage: () => undefined });
  const { pid, ready, exited, stop, killNow } = launched;
  return { pid, name: options.name, ready, exited, stop, killNow };
}
