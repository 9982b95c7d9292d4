/** The k6 that these tests run, found as a run would find it; without one they are skipped, with the reason. */
import type { Context } from "mocha";
import { cacheFolder } from "../../../lib/node/process/folders.ts";
import { resolveTool } from "../../../lib/node/tools/resolve-tool.ts";
import { ToolError } from "../../../lib/node/tools/tool-error.ts";
import { skipBecause } from "../../support/skip.ts";

const MAY_TAKE_MS = 300_000; // a download, or a build with Go

export async function k6ForTests(hook: Context): Promise<string> {
  hook.timeout(MAY_TAKE_MS);
  try {
    const say = () => undefined;
    const { path } = await resolveTool("k6", {
      env: process.env,
      cacheFolder: cacheFolder(process.env),
      say,
    });
    return path;
  } catch (error) {
    if (error instanceof ToolError) skipBecause(hook, `no k6: ${error.message}`);
    throw error;
  }
}
