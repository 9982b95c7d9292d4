/** `tidemark cleanup`: removes from a target what runs left there. */
import { Option, type Command } from "commander";
import { cleanUp } from "../lib/app/cleanup/clean-up.ts";
import { cleanupExitCode, cleanupLines } from "../lib/app/cleanup/cleanup-text.ts";
import { createInterruption } from "../lib/app/run/interruption.ts";
import type { ExitCode } from "../lib/core/record/exit-codes.ts";
import { givenTargetSettings, registerSettings, registerUrls } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import { readTargetSettings } from "../lib/node/config/target-settings.ts";
import { onEndSignals } from "../lib/node/process/end-signals.ts";
import { loadProject } from "../lib/node/project/load-project.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["projectFolder", "json"] as const satisfies readonly SettingKey[];

interface CleanupOptions {
  readonly run?: string;
  readonly dryRun?: true;
}

export function registerCleanup(program: Command, context: CommandContext): void {
  const command = program
    .command("cleanup")
    .summary("remove from a target what runs left there")
    .description(
      "Finds the objects that carry the id of a run, deletes them, and looks again. Nothing else is touched, " +
        "and the target gets no more requests than its limits allow.",
    )
    .addOption(new Option("--run <id>", "only what this run left (default: all runs)"))
    .addOption(new Option("--dry-run", "find and count, delete nothing"));
  registerUrls(registerSettings(command, ["target", ...keys])).action(async (options: CleanupOptions) =>
    context.exit(await cleanup(options, command, context)),
  );
}

async function cleanup(
  { run, dryRun }: CleanupOptions,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { env, workingFolder } = context;
  const dotEnv = readDotEnv(workingFolder);
  const sources = { given: givenTargetSettings(command), env, dotEnv, workingFolder };
  const settings = readSettings(keys, sources);
  const project = await loadProject(settings.projectFolder);
  const services = project.system.services.map(({ name }) => name);
  const interruption = createInterruption();
  const signals = onEndSignals((signal) => interruption.signalled(signal));
  try {
    const result = await cleanUp({
      ...{ project, env, dotEnv, interruption, runId: run ?? null, dryRun: dryRun ?? false },
      ...readTargetSettings(sources, services),
      say: (line) => context.say(line),
    });
    context.print(`${settings.json ? JSON.stringify(result, null, 2) : cleanupLines(result).join("\n")}\n`);
    return cleanupExitCode(result, interruption.signal !== null);
  } finally {
    signals.dispose();
  }
}
