/** `tidemark verdict`: judges a finished run from a Prometheus alone. */
import type { Command } from "commander";
import { verdictFromPrometheus } from "../lib/app/slo/verdict.ts";
import { exitCodeFor, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { verdictText } from "../lib/core/report/slo/verdict-text.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import {
  flagsOf,
  readOption,
  requireOption,
  selectorOption,
  testIdOption,
} from "../lib/node/config/own-option.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { CommandContext } from "./command-context.ts";

const keys = [
  "projectFolder",
  "resultsFolder",
  "target",
  "prometheus",
  "strict",
  "json",
] as const satisfies readonly SettingKey[];

interface VerdictOptions {
  readonly testid?: string;
  readonly selector?: string;
}

export function registerVerdict(program: Command, context: CommandContext): void {
  const command = program
    .command("verdict")
    .summary("judge a finished run by what a Prometheus has of it")
    .description(
      "Judges a run by its counters in a Prometheus, with the plan and objectives of its record, or the project's without one.",
    )
    .option(flagsOf(testIdOption), testIdOption.description)
    .option(flagsOf(selectorOption), selectorOption.description);
  registerSettings(command, keys).action(async (options: VerdictOptions) =>
    context.exit(await verdict(options, command, context)),
  );
}

async function verdict(
  options: VerdictOptions,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { env, workingFolder } = context;
  const dotEnv = readDotEnv(workingFolder);
  const runId = requireOption(testIdOption, options.testid, "tidemark verdict");
  const matchers = readOption(selectorOption, options.selector) ?? [];
  const { json, strict, projectFolder, resultsFolder, ...settings } = readSettings(keys, {
    ...{ given: givenSettings(command), env, dotEnv, workingFolder },
  });
  const judged = await verdictFromPrometheus({
    ...{ runId, strict, matchers, projectFolder, resultsFolder, settings, env, dotEnv },
    nowMs: Date.now,
  });
  context.print(json ? `${JSON.stringify(judged, null, 2)}\n` : verdictText(judged, context));
  return exitCodeFor(judged.verdict);
}
