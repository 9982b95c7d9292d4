/** A server under measurement: a process of its own that ends with `stop`, and with this process. */
import { fork } from "node:child_process";
import { once } from "node:events";

export interface BenchServer {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** @param module sends `{ ports: { http } }` when it listens, and ends when the channel does */
export async function startBenchServer(
  module: string,
  env: Readonly<Record<string, string>>,
): Promise<BenchServer> {
  const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
  const child = fork(module, [], {
    execArgv: [],
    env: { PATH: process.env.PATH, ...env },
    stdio: [...stdio],
  });
  const exited = once(child, "exit");
  const early = exited.then(() => {
    throw new Error(`${module} ended before it listened`);
  });
  const ready = once(child, "message") as Promise<[{ readonly ports: { readonly http: number } }]>;
  const [message] = await Promise.race([ready, early]);
  return {
    address: `http://127.0.0.1:${message.ports.http}`,
    pid: Number(child.pid),
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
