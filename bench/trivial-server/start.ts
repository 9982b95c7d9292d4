/** Starts the trivial server in a process of its own. It ends with `stop`, and with this process. */
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface TrivialServer {
  readonly address: string;
  /** Holds every answer from `afterMs` after the next request, for `lengthMs`. Once. */
  stall(afterMs: number, lengthMs: number): void;
  stop(): Promise<void>;
}

export async function startTrivialServer(): Promise<TrivialServer> {
  const child = fork(path.join(import.meta.dirname, "server.mjs"), { execArgv: [] });
  const [message] = (await once(child, "message")) as [{ port: number }];
  return {
    address: `http://127.0.0.1:${message.port}`,
    stall: (afterMs, lengthMs) => {
      child.send({ type: "stall", afterMs, lengthMs });
    },
    stop: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
