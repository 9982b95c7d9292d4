/**
 * An engine that has the images of docker-compose.yml: this machine's, where it can pull them, else
 * one of the tests' own with stand-ins. Says which, and what stands in for what.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateFolder } from "../../../lib/node/process/folders.ts";
import { openLedger } from "../../../lib/node/process/ledger.ts";
import { sweep } from "../../../lib/node/process/sweep.ts";
import type { ComposeFile } from "../../compose/compose-file.ts";
import { startOwnEngine, whyNoOwnEngine } from "../../compose/own-engine.ts";
import { run } from "../../compose/run.ts";
import { standIns, unavailable } from "../../compose/stand-ins.ts";

export interface Docker {
  readonly env: NodeJS.ProcessEnv;
  /** Services whose image is not there, and why. */
  readonly without: Readonly<Record<string, string>>;
  /** What the result has to say of the engine and its images. */
  readonly notes: readonly string[];
  readonly stop: () => Promise<void>;
}

export type FoundDocker = Docker | { readonly whyNot: string };

/** @param root folder of docker-compose.yml */
export async function findDocker(
  root: string,
  compose: ComposeFile,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<FoundDocker> {
  const whyNotHere = await whyNotThisMachines(root, env);
  if (whyNotHere === null) return { env, without: {}, notes: ["the images were pulled"], stop: nothing };
  const whyNotOwn = await whyNoOwnEngine(env);
  if (whyNotOwn !== null) return { whyNot: `${whyNotHere}; ${whyNotOwn}` };
  say(`${whyNotHere}: starting an engine of the tests' own`);
  return ownDocker(compose, env, say);
}

async function whyNotThisMachines(root: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const version = await run("docker", ["version"], { env, timeoutMs: 20_000 }).catch(() => null);
  if (version === null) return "no Docker engine answers";
  const everything = ["compose", "--profile", "*"];
  try {
    await run("docker", [...everything, "pull", "--quiet", "--ignore-buildable"], { env, cwd: root });
    await run("docker", [...everything, "build"], { env, cwd: root });
    return null;
  } catch {
    return "this machine's Docker engine cannot pull or build the images";
  }
}

async function ownDocker(
  compose: ComposeFile,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Docker> {
  for (const line of await sweep(stateFolder(env))) say(line);
  const ledger = openLedger(stateFolder(env));
  const logFolder = mkdtempSync(join(tmpdir(), "tidemark-engine-logs-"));
  try {
    const engine = await startOwnEngine(compose, { env, ledger, logFolder, say });
    const stop = async () => {
      await engine.stop();
      rmSync(logFolder, { recursive: true, force: true });
      ledger.close();
    };
    const notes = [
      `engine: Docker ${engine.version} of Debian, started for the tests`,
      ...standInNotes(compose),
    ];
    return { env: engine.env, without: unavailable, notes, stop };
  } catch (error) {
    ledger.close();
    throw error;
  }
}

function standInNotes(compose: ComposeFile): string[] {
  return [
    `stand-in for ${compose.nodeImage}: this machine's Node.js ${process.version}`,
    ...Object.entries(standIns).map(
      ([service, { is }]) => `stand-in for ${compose.services[service]?.image ?? service}: ${is}`,
    ),
    ...Object.entries(unavailable).map(([service, reason]) => `not there: ${service}: ${reason}`),
  ];
}

async function nothing(): Promise<void> {
  // This machine's engine stays as it was found.
}
