/**
 * A service as a process of its own, bundled from its source as it is now, with the IPC channel
 * that a runner would hold.
 */
import { build } from "esbuild";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

const freePorts = { PORT: "0", METRICS_PORT: "0", BUSINESS_METRICS_PORT: "0" };
const root = path.resolve(import.meta.dirname, "../../../..");

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Empty where it ended before it was ready. */
  readonly address: string;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly output: string;
  }>;
}

export interface ServiceBundles {
  start(name: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  remove(): Promise<void>;
}

export async function bundleServices(names: readonly string[]): Promise<ServiceBundles> {
  const folder = await mkdtemp(path.join(tmpdir(), "tidemark-test-services-"));
  await build({
    entryPoints: Object.fromEntries(
      names.map((name) => [name, path.join(root, "services", name, "main.ts")]),
    ),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    external: ["pg-native"],
    logLevel: "error",
  });
  return {
    start: (name, env) => startService(path.join(folder, `${name}.mjs`), env),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function startService(module: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const stdio = ["ignore", "pipe", "pipe", "ipc"] as const;
  const child = fork(module, [], { execArgv: [], env: { ...freePorts, ...env }, stdio: [...stdio] });
  const output = Promise.all(
    [child.stdout, child.stderr].map(async (stream) => (stream === null ? "" : text(stream))),
  );
  const exit = once(child, "exit") as Promise<[number | null, string | null]>;
  const ended = exit.then(async ([code, signal]) => ({ code, signal, output: (await output).join("") }));
  const port = await Promise.race([
    once(child, "message").then(([message]) => (message as { ports: { http: number } }).ports.http),
    exit.then(() => null),
  ]);
  return { child, address: port === null ? "" : `http://127.0.0.1:${port}`, ended };
}
