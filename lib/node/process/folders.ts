/**
 * Where does Tidemark keep what outlives a run? State (ledgers, locks) and cache (tools) in
 * the places that the platform gives to them; XDG variables are respected by env-paths.
 */
import envPaths from "env-paths";
import { resolve } from "node:path";

export const folderVariables = { state: "TIDEMARK_STATE_DIR", cache: "TIDEMARK_CACHE_DIR" } as const;

/** @param env the process environment, read at the edge by the caller */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  // env-paths gives its name "log" to what XDG calls state.
  return chosen(env[folderVariables.state]) ?? platformFolders().log;
}

export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return chosen(env[folderVariables.cache]) ?? platformFolders().cache;
}

function chosen(path: string | undefined): string | null {
  return path === undefined || path === "" ? null : resolve(path);
}

function platformFolders(): { log: string; cache: string } {
  return envPaths("tidemark", { suffix: "" });
}
