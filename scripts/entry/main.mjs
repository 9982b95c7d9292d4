/** The order of things once Node is known to be new enough: modules, build, command. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuild } from "./build.mjs";
import { ensureModules } from "./modules.mjs";
import { EntryProblem, exitCodes } from "./problem.mjs";
import { runTool } from "./run-tool.mjs";

export async function main(root, args) {
  try {
    await ensureModules(root);
    await ensureBuild(root);
    if (args[0] === "--then") await runTool(root, args.slice(1));
    else await runCommand(root);
  } catch (error) {
    if (!(error instanceof EntryProblem)) throw error;
    console.error(`tidemark: ${error.message}`);
    process.exitCode = error.exitCode;
  }
}

/** In this process, so that signals and exit codes need no passing on. It reads process.argv itself. */
async function runCommand(root) {
  const bundle = join(root, "dist", "commands", "tidemark.mjs");
  if (!existsSync(bundle)) {
    throw new EntryProblem(
      exitCodes.preflight,
      `${bundle} is missing although dist/ was built; try: node build.mjs`,
    );
  }
  await import(pathToFileURL(bundle).href);
}
