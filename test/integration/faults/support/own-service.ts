/**
 * A built service that belongs to one test: killed and started again on the same port, its output in
 * a file. An end that nobody asked for is remembered: a fault elsewhere must not end a service.
 */
import { distFile } from "../../../../lib/node/process/install-root.ts";
import { startChild, type Child } from "../../../../lib/node/process/child.ts";
import { portOfItsOwn } from "../../../stores/own-store.ts";
import type { StorePlace } from "../../../stores/store-place.ts";

export type ServiceName = "api" | "postgres" | "mongo";

export interface OwnService {
  readonly name: ServiceName;
  readonly address: string;
  /** Again, on the same port; resolves when it listens. */
  readonly start: () => Promise<void>;
  /** SIGTERM; @returns its exit code */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL, with whatever is in its hands. */
  readonly kill: () => Promise<void>;
  /** A sentence for each time it ended by itself. */
  readonly crashes: readonly string[];
}

const readyTimeoutMs = 20_000;
/** More than a service takes to drain. */
const stopGraceMs = 12_000;

export async function startOwnService(
  place: StorePlace,
  name: ServiceName,
  env: Readonly<Record<string, string>>,
): Promise<OwnService> {
  const port = await portOfItsOwn();
  const crashes: string[] = [];
  let child: Child | null = null;
  const end = async (how: (running: Child) => void | Promise<void>): Promise<number | null> => {
    const ending = child;
    child = null;
    if (ending === null) return null;
    await how(ending);
    return (await ending.exited).code;
  };
  const service: OwnService = {
    name,
    address: `http://127.0.0.1:${port}`,
    crashes,
    start: async () => {
      const started = await startChild({
        name,
        module: distFile(`services/${name}.mjs`),
        env: { ...process.env, ...loopback, PORT: String(port), ...env },
        logFile: place.logFile(`service-${name}`),
        ledger: place.ledger,
        readyTimeoutMs,
      });
      child = started;
      void started.exited.then(({ code, signal }) => {
        if (child === started) crashes.push(`${name} ended by itself: ${signal ?? `exit code ${code}`}`);
      });
    },
    stop: () => end((running) => running.stop(stopGraceMs)),
    kill: async () => {
      await end((running) => running.killNow());
    },
  };
  place.keep({ name, url: service.address, start: service.start, stop: service.kill, kill: service.kill });
  await service.start();
  return service;
}

const loopback = {
  HOST: "127.0.0.1",
  LOG_LEVEL: "warn",
  METRICS_PORT: "0",
  BUSINESS_METRICS_PORT: "0",
};
