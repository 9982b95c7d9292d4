/** The Toxiproxy that these tests run, found as an experiment would find it; without one they are skipped, with the reason. */
import type { Context } from "mocha";
import { cacheFolder } from "../../lib/node/process/folders.ts";
import { resolveTool } from "../../lib/node/tools/resolve-tool.ts";
import { ToolError } from "../../lib/node/tools/tool-error.ts";
import { skipBecause } from "./skip.ts";

const MAY_TAKE_MS = 300_000; // a download, or a build with Go

export async function toxiproxyForTests(hook: Context): Promise<string> {
  hook.timeout(MAY_TAKE_MS);
  try {
    const options = { env: process.env, cacheFolder: cacheFolder(process.env), say: () => undefined };
    return (await resolveTool("toxiproxy", options)).path;
  } catch (error) {
    if (error instanceof ToolError) skipBecause(hook, `no Toxiproxy: ${error.message}`);
    throw error;
  }
}
