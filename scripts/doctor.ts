/** `tidemark doctor`: what is there, what is missing, and what to do about it. */
import type { Command } from "commander";
import type { CheckResult } from "../lib/app/doctor/check.ts";
import { diagnose, type Diagnosis } from "../lib/app/doctor/doctor.ts";
import type { ExitCode } from "../lib/core/record/exit-codes.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["projectFolder", "resultsFolder", "k6Binary", "json"] as const satisfies readonly SettingKey[];
const marks = { ok: "ok     ", note: "note   ", missing: "MISSING" } as const;

export function registerDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command("doctor")
    .summary("tell what is there and what is missing")
    .description(
      "Looks at everything that a run needs, changes nothing, and names a remedy for what is missing.",
    );
  registerSettings(command, keys).action(async () => context.exit(await doctor(command, context)));
}

async function doctor(command: Command, context: CommandContext): Promise<ExitCode> {
  const settings = readSettings(keys, {
    given: givenSettings(command),
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  });
  const env = settings.k6Binary === null ? context.env : { ...context.env, K6_BINARY: settings.k6Binary };
  const diagnosis = await diagnose({ ...settings, env });
  context.print(settings.json ? `${JSON.stringify(diagnosis, null, 2)}\n` : inWords(diagnosis));
  return diagnosis.exitCode;
}

function inWords({ results, cores }: Diagnosis): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap((result) => linesOf(result, width));
  return [...lines, `cores: ${cores}, shared by k6 and whatever else runs on this machine`, ""].join("\n");
}

function linesOf({ name, finding, text, remedies }: CheckResult, width: number): string[] {
  const indent = " ".repeat(marks.ok.length + width + 4);
  return [
    `${marks[finding]}  ${name.padEnd(width)}  ${text.split("\n").join(`\n${indent}`)}`,
    ...remedies.map((remedy) => `${indent}remedy: ${remedy}`),
  ];
}
