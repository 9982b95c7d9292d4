/**
 * A Docker engine of the tests' own: own data, socket and address range, no default bridge, nothing
 * of it installed. It runs under program-host, so that it ends with the tests even when they are
 * killed. Its images stay in the cache; containers, networks and volumes end with it.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "../../lib/node/process/ledger.ts";
import { startProgram, type Program } from "../../lib/node/process/program.ts";
import { networkSettings, restoreNetwork } from "./firewall.ts";
import type { EnginePrograms } from "./engine-programs.ts";
import { keptFolder } from "./kept.ts";
import { run } from "./run.ts";

export interface Engine {
  /** What programs need to talk to it: PATH, DOCKER_HOST, DOCKER_CONFIG. */
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

export interface EngineOptions {
  readonly programs: EnginePrograms;
  /** Holds the client's plugins. */
  readonly clientFolder: string;
  readonly ledger: Ledger;
  readonly logFile: string;
}

/** Private addresses that nothing else is likely to use. */
const addressPool = "base=10.213.0.0/16,size=24";
const keptBuildSteps = "3gb";
const startTimeoutMs = 60_000;
const stopTimeoutMs = 90_000;
const pollMs = 200;

export async function startEngine({
  programs,
  clientFolder,
  ledger,
  logFile,
}: EngineOptions): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "tidemark-engine-"));
  ledger.recordFolder(folder);
  const env = {
    ...programs.env,
    DOCKER_HOST: `unix://${join(folder, "docker.sock")}`,
    DOCKER_CONFIG: clientFolder,
  };
  const before = await networkSettings(env);
  const dockerd = await startProgram({
    name: "dockerd of the tests",
    command: "dockerd",
    args: engineArguments(folder, programs, env),
    env,
    output: { file: logFile },
    graceMs: stopTimeoutMs,
    ledger,
  });
  const stop = async () => {
    await removeLeftovers(env);
    await end(dockerd);
    await restoreNetwork(before, env);
    rmSync(folder, { recursive: true, force: true });
    ledger.forgetFolder(folder);
  };
  try {
    const version = await answering(env, dockerd, logFile);
    // Of an earlier run that was killed.
    await removeLeftovers(env);
    return { env, version, stop };
  } catch (error) {
    await end(dockerd);
    await restoreNetwork(before, env);
    throw error;
  }
}

function engineArguments(folder: string, programs: EnginePrograms, env: NodeJS.ProcessEnv): string[] {
  const data = keptFolder(env, "engine-data");
  mkdirSync(data, { recursive: true });
  const init = join(programs.folder, "usr/bin/docker-init");
  return [
    ...["--data-root", data, "--exec-root", join(folder, "exec"), "--pidfile", join(folder, "docker.pid")],
    ...["--host", `unix://${join(folder, "docker.sock")}`],
    ...["--bridge", "none", "--default-address-pool", addressPool],
    ...(existsSync(init) ? ["--init-path", init] : []),
  ];
}

async function answering(env: NodeJS.ProcessEnv, dockerd: Program, logFile: string): Promise<string> {
  const ended = dockerd.exited.then(({ code }) => {
    throw new Error(`dockerd ended by itself with exit code ${code ?? "unknown"}; see ${logFile}`);
  });
  ended.catch(() => undefined);
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const asked = run("docker", ["version", "--format", "{{.Server.Version}}"], { env, timeoutMs: 5_000 });
    const version = await Promise.race([asked.catch(() => null), ended]);
    if (version !== null) return version;
    if (performance.now() > deadline) throw new Error(`dockerd did not answer in time; see ${logFile}`);
    await sleep(pollMs);
  }
}

/** Bridges outlive an engine that still knows of their networks. */
async function removeLeftovers(env: NodeJS.ProcessEnv): Promise<void> {
  const containers = await run("docker", ["ps", "--all", "--quiet"], { env });
  if (containers !== "")
    await run("docker", ["rm", "--force", "--volumes", ...containers.split("\n")], { env });
  await run("docker", ["network", "prune", "--force"], { env });
  const volumes = await run("docker", ["volume", "ls", "--quiet"], { env });
  if (volumes !== "") await run("docker", ["volume", "rm", "--force", ...volumes.split("\n")], { env });
  // Images of earlier sources, and steps of their building beyond what is worth keeping.
  await run("docker", ["image", "prune", "--force"], { env });
  await run("docker", ["builder", "prune", "--force", "--keep-storage", keptBuildSteps], { env });
}

async function end(dockerd: Program): Promise<void> {
  dockerd.signal("SIGTERM");
  const timer = setTimeout(() => dockerd.killNow(), stopTimeoutMs);
  await dockerd.exited;
  clearTimeout(timer);
}
