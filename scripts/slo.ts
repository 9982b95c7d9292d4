/** `tidemark slo`: objectives in production, explained and reported. */
import type { Command } from "commander";
import { explainObjective } from "../lib/app/slo/explain.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { explainText } from "../lib/core/report/slo/explain-text.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { flagsOf, readOption, trafficOption } from "../lib/node/config/own-option.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { CommandContext } from "./command-context.ts";

const explainKeys = ["projectFolder", "json"] as const satisfies readonly SettingKey[];

export function registerSlo(program: Command, context: CommandContext): void {
  const slo = program
    .command("slo")
    .summary("explain objectives and report how they stand in production")
    .description("Says what objectives mean, and how much of their error budgets is left.");
  const explain = slo
    .command("explain")
    .summary("what an objective and its burn rates mean in requests and minutes")
    .description(
      "Says what may fail, what each burn alert means in requests and minutes, and which scenarios decide it.",
    )
    .argument("<objective>", "its id, e.g. users_list-errors")
    .option(flagsOf(trafficOption), trafficOption.description);
  registerSettings(explain, explainKeys).action(async (id: string, options: { readonly traffic?: string }) =>
    context.exit(await runExplain(id, options.traffic, explain, context)),
  );
}

async function runExplain(
  id: string,
  traffic: string | undefined,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { projectFolder, json } = settingsOf(explainKeys, command, context);
  const explanation = await explainObjective(projectFolder, id, readOption(trafficOption, traffic));
  context.print(json ? `${JSON.stringify(explanation, null, 2)}\n` : explainText(explanation, context));
  return exitCodes.pass;
}

function settingsOf<Key extends SettingKey>(keys: readonly Key[], command: Command, context: CommandContext) {
  return readSettings(keys, {
    given: givenSettings(command),
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  });
}
