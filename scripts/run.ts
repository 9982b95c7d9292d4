/** `tidemark run <scenario>`: one load test, from the plan to the verdict. */
import { join, relative } from "node:path";
import type { Command } from "commander";
import { createInterruption } from "../lib/app/run/interruption.ts";
import type { FinishedRun } from "../lib/app/run/ready.ts";
import { runScenario } from "../lib/app/run/run-scenario.ts";
import type { ExitCode } from "../lib/core/record/exit-codes.ts";
import { fileNames } from "../lib/core/record/names.ts";
import { textTable } from "../lib/core/report/text-table.ts";
import { givenRunArguments, registerRunOptions } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readRunSettings, readSettings } from "../lib/node/config/read-settings.ts";
import type { RunSettings } from "../lib/node/config/run-settings.ts";
import type { GivenArguments, SettingSources } from "../lib/node/config/setting-sources.ts";
import { onEndSignals } from "../lib/node/process/end-signals.ts";
import { loadProject } from "../lib/node/project/load-project.ts";
import type { Project } from "../lib/node/project/project.ts";
import type { CommandContext } from "./command-context.ts";
import { confirmationOf, yesOption } from "./confirmation.ts";
import { exitCodeHelp } from "./exit-code-help.ts";

/** @param scenarioHelp what is there to run, for `--help`; empty where nobody asked for it */
export function registerRun(program: Command, context: CommandContext, scenarioHelp: string): void {
  const command = program
    .command("run")
    .summary("run a load test and judge it")
    .description(
      "Runs a scenario with k6 against a target, by default one that is started for it, and judges it.",
    );
  registerRunOptions(command)
    .option(yesOption.flags, yesOption.description)
    .addHelpText("after", `${scenarioHelp}${exitCodeHelp}`)
    .action(async () => {
      const { yes } = command.opts<{ readonly yes?: true }>();
      context.exit(await runGiven(givenRunArguments(command), yes === true, context));
    });
}

/** @param yes whether a person has confirmed that faults may be injected */
export async function runGiven(
  given: GivenArguments,
  yes: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const sources: SettingSources = {
    given,
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  };
  const { settings, project } = await settled(sources);
  const interruption = createInterruption();
  const signals = onEndSignals((signal, count) => {
    context.say(
      count === 1
        ? `${signal}: ending gracefully, results are kept; once more ends at once`
        : `${signal} again: ending at once`,
    );
    interruption.signalled(signal);
  });
  try {
    const finished = await runScenario({
      project,
      settings,
      command: ["tidemark", ...context.words],
      env: context.env,
      dotEnv: sources.dotEnv,
      say: settings.quiet ? () => undefined : (line) => context.say(line),
      interruption,
      confirmation: confirmationOf(yes, interruption.abort),
    });
    return conclude(finished, settings, context);
  } finally {
    signals.dispose();
  }
}

/** The project's names are needed to check the settings, and a setting to find the project. */
async function settled(sources: SettingSources): Promise<{ settings: RunSettings; project: Project }> {
  const { projectFolder } = readSettings(["projectFolder"], sources);
  const project = await loadProject(projectFolder);
  const settings = readRunSettings(sources, {
    scenarios: project.scenarios.map(({ name }) => name),
    services: project.system.services.map(({ name }) => name),
  });
  return { settings, project };
}

function conclude(finished: FinishedRun, settings: RunSettings, context: CommandContext): ExitCode {
  const { record, folder, problems } = finished;
  if (settings.json) context.print(`${JSON.stringify(record, null, 2)}\n`);
  else context.print(`${textTable(record, { colour: context.colour })}\n`);
  for (const problem of problems) context.say(`problem: ${problem}`);
  const place = relative(context.workingFolder, folder);
  const file = (name: string) => join(place === "" ? "." : place, name);
  context.say(`results: ${file(fileNames.run)}`);
  context.say(`report:  ${file(fileNames.reportHtml)}`);
  return finished.exitCode;
}
