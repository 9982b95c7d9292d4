/** From nothing to an engine that has every image of docker-compose.yml and knows `docker compose`. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../../lib/node/process/ledger.ts";
import type { ComposeFile } from "./compose-file.ts";
import { startEngine, type Engine } from "./engine.ts";
import { enginePrograms } from "./engine-programs.ts";
import { builtGoProgram, goPrograms } from "./go-programs.ts";
import { makeImages } from "./images.ts";
import { keptFolder } from "./kept.ts";
import { run } from "./run.ts";

export interface OwnEngineOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly ledger: Ledger;
  /** Gets engine.log and images.log. */
  readonly logFolder: string;
  readonly say: (line: string) => void;
}

/** @returns why it cannot be done here; null where it can be tried */
export async function whyNoOwnEngine(env: NodeJS.ProcessEnv): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return "an engine is started on Linux x64 only";
  if (process.getuid?.() !== 0) return "a Docker engine needs root";
  for (const [program, args] of [
    ["apt-get", ["--version"]],
    ["go", ["version"]],
  ] as const) {
    const there = await run(program, args, { env }).catch(() => null);
    if (there === null) return `there is no ${program} to get a Docker engine and images with`;
  }
  return null;
}

export async function startOwnEngine(compose: ComposeFile, o: OwnEngineOptions): Promise<Engine> {
  const { env, say, ledger, logFolder } = o;
  mkdirSync(logFolder, { recursive: true });
  const programs = await enginePrograms(env, say);
  const clientFolder = await clientWithCompose(env, say);
  const engine = await startEngine({
    programs,
    clientFolder,
    ledger,
    logFile: join(logFolder, "engine.log"),
  });
  try {
    await makeImages(compose, { env: engine.env, say, logFile: join(logFolder, "images.log") });
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** A configuration of the client that has Docker Compose as its plugin, and no credentials. */
async function clientWithCompose(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<string> {
  const [name] = Object.keys(goPrograms.compose.packages);
  const program = join(await builtGoProgram("compose", env, say), name ?? "");
  const folder = keptFolder(env, "client");
  const link = join(folder, "cli-plugins", "docker-compose");
  mkdirSync(join(folder, "cli-plugins"), { recursive: true });
  if (existsSync(link)) rmSync(link);
  symlinkSync(program, link);
  return folder;
}
