/** `tidemark slo`: objectives in production, explained and reported. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { explainObjective } from "../lib/app/slo/explain.ts";
import { exportOpenSlo } from "../lib/app/slo/export.ts";
import { reportObjectives } from "../lib/app/slo/report.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { explainText } from "../lib/core/report/slo/explain-text.ts";
import { sloHtml } from "../lib/core/report/slo/slo-html.ts";
import { sloMarkdown } from "../lib/core/report/slo/slo-markdown.ts";
import { sloText } from "../lib/core/report/slo/slo-text.ts";
import { checkOutcome, type SloReport } from "../lib/core/slo/report.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import {
  exportFormatOption,
  flagsOf,
  formatOption,
  readOption,
  selectorOption,
  trafficOption,
  windowOption,
} from "../lib/node/config/own-option.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import { writeText } from "../lib/node/records/write-record.ts";
import { pageAssets } from "../lib/node/report/page-assets.ts";
import type { CommandContext } from "./command-context.ts";

const explainKeys = ["projectFolder", "json"] as const satisfies readonly SettingKey[];
const reportKeys = [
  "projectFolder",
  "resultsFolder",
  "target",
  "prometheus",
  "json",
] as const satisfies readonly SettingKey[];

interface ReportOptions {
  readonly window?: string;
  readonly selector?: string;
  readonly format?: string;
  readonly output?: string;
}

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
  registerReport(slo, context);
  registerCheck(slo, context);
  registerExport(slo, context);
}

function registerReport(slo: Command, context: CommandContext): void {
  const report = slo
    .command("report")
    .summary("how the objectives stand in production, and what is left of their budgets")
    .description("Counts the objectives' events by Prometheus' samples and reports on their error budgets.")
    .option(flagsOf(windowOption), windowOption.description)
    .option(flagsOf(selectorOption), selectorOption.description)
    .option(flagsOf(formatOption), formatOption.description)
    .option("--output <file>", "write it there, as a whole or not at all, instead of printing it");
  registerSettings(report, reportKeys).action(async (options: ReportOptions) =>
    context.exit(await runReport(options, report, context)),
  );
}

function registerCheck(slo: Command, context: CommandContext): void {
  const check = slo
    .command("check")
    .summary("whether there is budget to release on: exits 0, 99 or 3")
    .description(
      "Exits with 0 where every objective is met and has budget left, 99 where one has not, 3 where data is too little.",
    )
    .option(flagsOf(windowOption), windowOption.description)
    .option(flagsOf(selectorOption), selectorOption.description);
  registerSettings(check, reportKeys).action(async (options: ReportOptions) =>
    context.exit(await runCheck(options, check, context)),
  );
}

function registerExport(slo: Command, context: CommandContext): void {
  const exported = slo
    .command("export")
    .summary("the objectives as OpenSLO v1")
    .description("Writes the objectives as OpenSLO v1 documents, checked by the specification's rules.")
    .option(flagsOf(exportFormatOption), exportFormatOption.description)
    .option("--output <file>", "write it there, as a whole or not at all, instead of printing it");
  registerSettings(exported, ["projectFolder"]).action(
    async (options: Pick<ReportOptions, "format" | "output">) => {
      readOption(exportFormatOption, options.format);
      const { projectFolder } = settingsOf(["projectFolder"], exported, context);
      await deliver(await exportOpenSlo(projectFolder), options.output, context);
      context.exit(exitCodes.pass);
    },
  );
}

/** To a file where one is named, and only as a whole. */
async function deliver(text: string, output: string | undefined, context: CommandContext): Promise<void> {
  if (output === undefined) context.print(text);
  else await writeText(resolve(context.workingFolder, output), text);
}

async function runReport(
  options: ReportOptions,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { json } = settingsOf(reportKeys, command, context);
  const format = readOption(formatOption, options.format) ?? "table";
  const report = await reported(options, command, context);
  const text = json ? asJson(report) : await inFormat(report, format, context);
  await deliver(text, options.output, context);
  return exitCodes.pass;
}

async function runCheck(
  options: ReportOptions,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { json } = settingsOf(reportKeys, command, context);
  const report = await reported(options, command, context);
  const outcome = checkOutcome(report);
  context.print(json ? asJson({ outcome, ...report }) : sloText(report, context));
  return checkExitCodes[outcome];
}

const checkExitCodes = {
  met: exitCodes.pass,
  missed: exitCodes.fail,
  undecided: exitCodes.inconclusive,
} as const;

function reported(options: ReportOptions, command: Command, context: CommandContext): Promise<SloReport> {
  const { projectFolder, resultsFolder, ...settings } = settingsOf(reportKeys, command, context);
  return reportObjectives({
    projectFolder,
    resultsFolder,
    settings,
    windowSeconds: readOption(windowOption, options.window),
    matchers: readOption(selectorOption, options.selector) ?? [],
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    nowMs: Date.now,
  });
}

async function inFormat(
  report: SloReport,
  format: "table" | "markdown" | "html",
  context: CommandContext,
): Promise<string> {
  switch (format) {
    case "table":
      return sloText(report, context);
    case "markdown":
      return sloMarkdown(report);
    case "html":
      return sloHtml(report, (await pageAssets()).style);
  }
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function runExplain(
  id: string,
  traffic: string | undefined,
  command: Command,
  context: CommandContext,
): Promise<ExitCode> {
  const { projectFolder, json } = settingsOf(explainKeys, command, context);
  const explanation = await explainObjective(projectFolder, id, readOption(trafficOption, traffic));
  context.print(json ? asJson(explanation) : explainText(explanation, context));
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
