/** `tidemark report [run]`: writes the page about a run anew, and shows it to a person who asks. */
import type { Command } from "commander";
import { refreshReport } from "../lib/app/report/refresh-report.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import { openPage } from "../lib/node/report/open-page.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["resultsFolder", "json"] as const satisfies readonly SettingKey[];

interface ReportOptions {
  readonly open?: true;
}

export function registerReport(program: Command, context: CommandContext): void {
  const command = program
    .command("report")
    .summary("write the page about a run")
    .description("Writes report.html and its neighbours in a run's folder anew, and says where the page is.")
    .argument("[run]", "latest, a run's id, or a path to its folder", "latest")
    .option("--open", "show it in the browser, where this is a terminal");
  registerSettings(command, keys).action(async (reference: string, options: ReportOptions) =>
    context.exit(await report(reference, options, command, context)),
  );
}

async function report(
  reference: string,
  { open = false }: { readonly open?: boolean },
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = readSettings(keys, {
    given: givenSettings(command),
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  });
  const refreshed = await refreshReport(reference, settings.resultsFolder);
  context.print(settings.json ? `${JSON.stringify(refreshed, null, 2)}\n` : `${refreshed.page}\n`);
  for (const problem of refreshed.problems) context.say(`problem: ${problem}`);
  if (open) await show(refreshed.page, context);
  return refreshed.problems.length === 0 ? exitCodes.pass : exitCodes.internal;
}

async function show(page: string, context: CommandContext): Promise<void> {
  if (!context.terminal) {
    context.say("not opened: this is no terminal");
    return;
  }
  const problem = await openPage(page);
  if (problem !== null) context.say(`could not be opened (${problem}): open ${page} in a browser`);
}
