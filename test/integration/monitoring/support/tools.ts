/** promtool and amtool for tests, found as a command would find them; without one the suite is skipped, with the reason. */
import type { Context } from "mocha";
import { cacheFolder } from "../../../../lib/node/process/folders.ts";
import { resolveTool, type ResolvedTool } from "../../../../lib/node/tools/resolve-tool.ts";
import { ToolError } from "../../../../lib/node/tools/tool-error.ts";
import { skipBecause } from "../../../support/skip.ts";

const MAY_TAKE_MS = 300_000; // a download, or a build with Go

export async function toolForTests(hook: Context, name: "promtool" | "amtool"): Promise<ResolvedTool> {
  hook.timeout(MAY_TAKE_MS);
  try {
    return await resolveTool(name, {
      env: process.env,
      cacheFolder: cacheFolder(process.env),
      say: () => undefined,
    });
  } catch (error) {
    if (error instanceof ToolError) skipBecause(hook, `no ${name}: ${error.message}`);
    throw error;
  }
}
