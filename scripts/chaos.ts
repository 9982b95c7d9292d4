/** `tidemark chaos`: experiments under load, and looking after the faults of all of them. */
import { Option, type Command } from "commander";
import {
  chaosStatus,
  recoverChaos,
  statusLines,
  stopChaos,
  stoppedExitCode,
  stoppedLines,
} from "../lib/app/chaos/controllers.ts";
import { listExperiments, listLines } from "../lib/app/chaos/list-experiments.ts";
import { previewChaos, previewLines } from "../lib/app/chaos/preview.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import {
  givenSettings,
  givenTargetSettings,
  registerSettings,
  registerUrls,
} from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readRunSettings, readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { GivenArguments } from "../lib/node/config/setting-sources.ts";
import { settingsTable } from "../lib/node/config/settings.ts";
import { loadProject } from "../lib/node/project/load-project.ts";
import type { CommandContext } from "./command-context.ts";
import { yesOption } from "./confirmation.ts";
import { exitCodeHelp } from "./exit-code-help.ts";
import { runGiven } from "./run.ts";

/** The scenario that carries the load of experiments. */
const SCENARIO = "chaos";

/** Experiments are named by arguments, and follow one another on a fixed schedule. */
const notOfExperiments: readonly SettingKey[] = ["only", "rampUpSeconds", "steps", "parallel", "abortEarly"];
const runKeys = (Object.keys(settingsTable) as SettingKey[]).filter((key) => !notOfExperiments.includes(key));
const previewKeys = ["target", "seed", "projectFolder", "json"] as const satisfies readonly SettingKey[];
const listKeys = ["projectFolder", "json"] as const satisfies readonly SettingKey[];

export function registerChaos(program: Command, context: CommandContext): void {
  const chaos = program
    .command("chaos")
    .summary("break something on purpose under load, and judge what comes of it")
    .description("Runs experiments, says what they would do, and looks after their faults.");
  registerRunOfChaos(chaos, context);
  registerLookingAhead(chaos, context);
  registerLookingAfter(chaos, context);
}

function registerRunOfChaos(chaos: Command, context: CommandContext): void {
  const run = chaos
    .command("run")
    .summary("run experiments and judge them")
    .description(
      "Runs experiments one after another, by default the first three: baseline, fault and recovery under load. " +
        "Asks before anything is done.",
    )
    .argument("[experiment...]", "their names, see chaos list")
    .option(yesOption.flags, yesOption.description);
  registerUrls(registerSettings(run, runKeys))
    .addHelpText("after", exitCodeHelp)
    .action(async (names: readonly string[], { yes }: { readonly yes?: true }) =>
      context.exit(await runGiven(givenFor(names, run), yes === true, context)),
    );
}

function registerLookingAhead(chaos: Command, context: CommandContext): void {
  const list = chaos
    .command("list")
    .summary("the experiments, and which kind of target can have which")
    .description(
      "Lists the project's experiments and says which kind of target can have which, and why not.",
    );
  registerSettings(list, listKeys).action(async () => {
    const { projectFolder, json } = readSettings(listKeys, sourcesOf(givenSettings(list), context));
    const listed = await listExperiments(projectFolder);
    context.print(json ? asJson(listed) : asText(listLines(listed)));
    context.exit(exitCodes.pass);
  });
  const preview = chaos
    .command("preview")
    .summary("who would be hit, what would be done and undone; changes nothing")
    .description(
      "Says what an experiment would do to a target, and whether it would be refused. Changes nothing.",
    )
    .argument("<experiment...>", "their names, see chaos list");
  registerUrls(registerSettings(preview, previewKeys)).action(async (names: readonly string[]) =>
    context.exit(await runPreview(names, preview, context)),
  );
}

async function runPreview(
  names: readonly string[],
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const sources = sourcesOf(givenFor(names, command), context);
  const { projectFolder } = readSettings(["projectFolder"], sources);
  const project = await loadProject(projectFolder);
  const settings = readRunSettings(sources, {
    scenarios: project.scenarios.map(({ name }) => name),
    services: project.system.services.map(({ name }) => name),
  });
  const preview = await previewChaos({ project, settings, env: context.env });
  context.print(settings.json ? asJson(preview) : asText(previewLines(preview)));
  return preview.refusals.length === 0 ? exitCodes.pass : exitCodes.preflight;
}

function registerLookingAfter(chaos: Command, context: CommandContext): void {
  const status = chaos
    .command("status")
    .summary("which fault controllers run, and which faults are there")
    .description(
      "Says which fault controllers of this machine run, what they hold, and what was left behind.",
    );
  registerSettings(status, ["json"]).action(async () => {
    const found = await chaosStatus(context.env);
    context.print(isJson(status, context) ? asJson(found) : asText(statusLines(found)));
    context.exit(found.journals.length === 0 ? exitCodes.pass : exitCodes.faultNotUndone);
  });
  const stop = chaos
    .command("stop")
    .summary("undo all faults at once, and wait until it is done")
    .description("Ends the fault controllers of this machine: each undoes everything it holds, and looks.")
    .addOption(new Option("--run <id>", "only that of this run (default: all runs)"));
  registerSettings(stop, ["json"]).action(async ({ run }: { readonly run?: string }) => {
    const stopped = await stopChaos(context.env, run ?? null);
    context.print(isJson(stop, context) ? asJson(stopped) : asText(stoppedLines(stopped)));
    context.exit(stoppedExitCode(stopped));
  });
  const recover = chaos
    .command("recover")
    .summary("undo what fault controllers left that are gone")
    .description("Replays the journals of fault controllers that are gone: undoes what they left, and looks.")
    .addOption(new Option("--replace-pods", "delete the pods that a disruptor's agent was attached to"));
  registerSettings(recover, ["json"]).action(async ({ replacePods }: { readonly replacePods?: true }) => {
    const recovered = await recoverChaos(context.env, replacePods === true);
    context.print(isJson(recover, context) ? asJson(recovered) : asText(recovered.lines));
    context.exit(recovered.exitCode);
  });
}

/** As a run of the scenario is given its arguments. */
function givenFor(names: readonly string[], command: Command): GivenArguments {
  const given = givenTargetSettings(command);
  const only = names.length === 0 ? {} : { only: names.join(",") };
  return { ...given, scenario: SCENARIO, flags: { ...given.flags, ...only } };
}

function isJson(command: Command, context: CommandContext): boolean {
  return readSettings(["json"], sourcesOf(givenSettings(command), context)).json;
}

function sourcesOf(given: GivenArguments, { env, workingFolder }: CommandContext) {
  return { given, env, dotEnv: readDotEnv(workingFolder), workingFolder };
}

function asText(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
