/**
 * A folder of its own for a test of the search for k6: an empty cache, and a PATH that holds the
 * few programs that shell scripts need and whatever the test puts there.
 */
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveTool, type ResolvedTool, type ToolOptions } from "../../../lib/node/tools/resolve-tool.ts";
import { ToolError } from "../../../lib/node/tools/tool-error.ts";
import { linux } from "./release-server.ts";

const programsOfScripts = ["sh", "sleep", "cp", "mkdir", "touch"];

export interface Workplace {
  readonly folder: string;
  readonly cacheFolder: string;
  /** Where the cached k6 lies. */
  readonly cached: string;
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
  readonly lines: string[];
  /** Writes an executable shell script. */
  script(path: string, content: string): Promise<string>;
  resolve(o?: Partial<ToolOptions>): Promise<ResolvedTool>;
  /** Resolves, and returns the error that it must end with. */
  failure(o?: Partial<ToolOptions>): Promise<ToolError>;
  /** Everything in the cached program's folder. */
  inCache(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function makeWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-tools-test-"));
  const [bin, system] = [join(folder, "bin"), join(folder, "system")];
  await mkdir(bin);
  await mkdir(system);
  for (const name of programsOfScripts) await symlink(`/bin/${name}`, join(system, name));
  const cacheFolder = join(folder, "cache");
  const cached = join(cacheFolder, "tools", "k6", "2.2.0", "k6");
  const env: NodeJS.ProcessEnv = { PATH: `${bin}:${system}` };
  const lines: string[] = [];
  const resolve = (o: Partial<ToolOptions> = {}) =>
    resolveTool("k6", { env, cacheFolder, say: (line) => lines.push(line), platform: linux, ...o });
  return {
    folder,
    cacheFolder,
    cached,
    bin,
    env,
    lines,
    async script(path, content) {
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, content);
      await chmod(path, 0o755);
      return path;
    },
    resolve,
    failure: (o) =>
      resolve(o).then(
        (tool) => {
          throw new Error(`found ${tool.path} (${tool.how})`);
        },
        (error: unknown) => {
          if (error instanceof ToolError) return error;
          throw error;
        },
      ),
    inCache: () => readdir(join(cached, "..")),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Why one way did not work, out of the final error. */
export function whyOf(error: ToolError, way: string): string {
  return error.tried.find((one) => one.way === way)?.why ?? `(${way} was not tried)`;
}
