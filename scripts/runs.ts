/** `tidemark runs`: which runs there are, with their verdicts and key figures. */
import type { Command } from "commander";
import { summarisedRuns } from "../lib/app/report/summarised-runs.ts";
import { writeOverview } from "../lib/app/report/write-overview.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { runList } from "../lib/core/report/runs/run-list.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["resultsFolder", "json"] as const satisfies readonly SettingKey[];

interface RunsOptions {
  readonly html?: true;
}

export function registerRuns(program: Command, context: CommandContext): void {
  const command = program
    .command("runs")
    .summary("list the runs")
    .description(
      "Lists the runs of the results folder, the newest first, with their verdicts and key figures.",
    )
    .option("--html", "write the overview page index.html anew, and say where it is");
  registerSettings(command, keys).action(async (options: RunsOptions) =>
    context.exit(await runs(options, command, context)),
  );
}

async function runs(options: RunsOptions, command: Command, context: CommandContext): Promise<ExitCode> {
  const settings = readSettings(keys, {
    given: givenSettings(command),
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  });
  if (options.html === true) {
    context.print(`${await writeOverview(settings.resultsFolder)}\n`);
    return exitCodes.pass;
  }
  const listed = await summarisedRuns(settings.resultsFolder);
  context.print(settings.json ? `${JSON.stringify(listed, null, 2)}\n` : runList(listed, context));
  return exitCodes.pass;
}
