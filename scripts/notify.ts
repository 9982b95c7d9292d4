/** `tidemark notify [run]`: tells a webhook when the verdict is another one than that of the run before. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { notifyChange, webhookVariable } from "../lib/app/notify/notify-change.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["resultsFolder", "json"] as const satisfies readonly SettingKey[];

interface NotifyOptions {
  readonly previous?: string;
  readonly link?: string;
}

export function registerNotify(program: Command, context: CommandContext): void {
  const command = program
    .command("notify")
    .summary("tell a webhook of a change of verdict")
    .description(
      "Compares a run's verdict with that of the run before, and posts JSON with a text to the address " +
        `in ${webhookVariable} when it is another one. Says nothing where nothing changed.`,
    )
    .argument("[run]", "latest, a run's id, or a path to its folder", "latest")
    .option("--previous <file>", "run.json of the run before; without it, it counts as passed")
    .option("--link <address>", "where a person reads on");
  registerSettings(command, keys).action(async (reference: string, options: NotifyOptions) =>
    context.exit(await notify(reference, options, command, context)),
  );
}

async function notify(
  reference: string,
  options: NotifyOptions,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { workingFolder, env } = context;
  const settings = readSettings(keys, {
    given: givenSettings(command),
    env,
    dotEnv: readDotEnv(workingFolder),
    workingFolder,
  });
  const notified = await notifyChange({
    run: reference,
    resultsFolder: settings.resultsFolder,
    previousFile: options.previous === undefined ? null : resolve(workingFolder, options.previous),
    link: options.link ?? null,
    webhookUrl: env[webhookVariable] ?? null,
  });
  if (settings.json) context.print(`${JSON.stringify(notified, null, 2)}\n`);
  else if (notified.change !== null) context.print(`${notified.change.text}\n`);
  if (notified.change !== null && !notified.told)
    context.say(`nobody is told: ${webhookVariable} is not set`);
  return exitCodes.pass;
}
