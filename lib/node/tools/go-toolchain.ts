/**
 * Which Go is on this machine, and is it new enough for a module? Asks `go` itself. Unless the
 * environment says otherwise Go is kept from downloading another Go (`GOTOOLCHAIN=local`): a build
 * that takes minutes longer, from a network that may not be there, should be somebody's decision.
 */
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programsOnPath } from "./programs-on-path.ts";
import { runLimited } from "./run-limited.ts";
import type { Search } from "./search.ts";

export type GoFinding =
  | { readonly fits: true; readonly path: string; readonly version: string; readonly env: NodeJS.ProcessEnv }
  | { readonly fits: false; readonly why: string };

export async function goFor(moduleFolder: string, search: Search): Promise<GoFinding> {
  const [path] = await programsOnPath("go", search.env, search.platform);
  if (path === undefined) return { fits: false, why: "there is no go on the PATH" };
  const env = goEnvironment(search.env);
  const version = await goVersion(path, env, search);
  if (version === null) return { fits: false, why: `${path} does not say its version` };
  const wanted = requiredGo(await readFile(join(moduleFolder, "go.mod"), "utf8"));
  if (env.GOTOOLCHAIN === "local" && isOlder(version, wanted)) {
    return { fits: false, why: `${path} is Go ${version}, and Go ${wanted} or newer is needed` };
  }
  return { fits: true, path, version, env };
}

/** @returns the version in the `go` line of a go.mod */
export function requiredGo(goMod: string): string {
  return /^go (\d+(?:\.\d+)+)/m.exec(goMod)?.[1] ?? "0";
}

export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** For this machine whatever was being cross-compiled (undefined is not passed on), without C, from the pinned sums. */
function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const toolchain = env.GOTOOLCHAIN === undefined || env.GOTOOLCHAIN === "" ? "local" : env.GOTOOLCHAIN;
  return {
    ...env,
    GOOS: undefined,
    GOARCH: undefined,
    CGO_ENABLED: "0",
    GOWORK: "off",
    GOTOOLCHAIN: toolchain,
  };
}

/** Outside the module, so that Go answers for itself and fetches nothing. */
async function goVersion(path: string, env: NodeJS.ProcessEnv, search: Search): Promise<string | null> {
  const { limits, signal } = search;
  const args = ["env", "GOVERSION"];
  const run = await runLimited({
    command: path,
    args,
    env,
    cwd: tmpdir(),
    limitMs: limits.versionMs,
    signal,
  });
  if (run.kind !== "ended" || run.exitCode !== 0) return null;
  return /go(\d+(?:\.\d+)+)/.exec(run.output)?.[1] ?? null;
}
