/**
 * Runs the built command line as a person would, with state and results in a folder of the
 * test's own, and reads what it left.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { RunRecord } from "../../lib/core/record/record.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";

export interface Tidemark {
  readonly stateFolder: string;
  readonly resultsFolder: string;
  /** What it is started with, beside this process's own. */
  readonly env: NodeJS.ProcessEnv;
  start(...words: string[]): Started;
}

export type Started = ReturnType<typeof startEntry>;

export function tidemark(folder: string, env: NodeJS.ProcessEnv = {}): Tidemark {
  const stateFolder = join(folder, "state");
  const resultsFolder = join(folder, "results");
  const environment = {
    TIDEMARK_STATE_DIR: stateFolder,
    TIDEMARK_RESULTS_DIR: resultsFolder,
    NO_COLOR: "1",
    ...env,
  };
  return {
    stateFolder,
    resultsFolder,
    env: environment,
    start: (...words) => startEntry(words, environment),
  };
}

function startEntry(words: readonly string[], env: NodeJS.ProcessEnv) {
  const entry = join(installRoot(), "scripts/entry.mjs");
  return execa(process.execPath, [entry, ...words], { env, stdin: "ignore", reject: false });
}

/** The folders of the runs, oldest first; none where no run got as far as that. */
export function runFolders({ resultsFolder }: Tidemark): string[] {
  if (!existsSync(resultsFolder)) return [];
  return readdirSync(resultsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(resultsFolder, name))
    .sort();
}

/** The record of the only run. */
export function onlyRecord(of: Tidemark): RunRecord {
  const folders = runFolders(of);
  if (folders.length !== 1) throw new Error(`expected one run, found ${folders.length}`);
  return JSON.parse(readFileSync(join(folders[0] ?? "", "run.json"), "utf8")) as RunRecord;
}
