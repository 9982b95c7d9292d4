/** `tidemark monitoring`: what Prometheus and Alertmanager run on, from the objectives. */
import type { Command } from "commander";
import { generateMonitoring, type Generated } from "../lib/app/monitoring/generate.ts";
import { verifyMonitoring, type Verified } from "../lib/app/monitoring/verify.ts";
import { createInterruption } from "../lib/app/run/interruption.ts";
import { exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { counted } from "../lib/core/record/units.ts";
import { givenSettings, registerSettings } from "../lib/node/config/command-line.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import type { SettingKey } from "../lib/node/config/run-settings.ts";
import { onEndSignals } from "../lib/node/process/end-signals.ts";
import type { CommandContext } from "./command-context.ts";

const keys = ["projectFolder", "json"] as const satisfies readonly SettingKey[];

export function registerMonitoring(program: Command, context: CommandContext): void {
  const monitoring = program
    .command("monitoring")
    .summary("generate rules, alerts, their tests and routes from the objectives")
    .description("Keeps what Prometheus and Alertmanager run on in step with the objectives.");
  const generate = monitoring
    .command("generate")
    .summary("write them into the project's monitoring folder")
    .description("Writes rules, their promtool tests, Alertmanager's configuration and its templates.")
    .option("--check", "write nothing; exit with 2 where something is not what would be written");
  registerSettings(generate, keys).action(async (options: { readonly check?: true }) =>
    context.exit(await runGenerate(options.check ?? false, generate, context)),
  );
  const verify = monitoring
    .command("verify")
    .summary("check and test what was generated, with promtool and amtool")
    .description(
      "Checks rules and configurations, runs the rules' tests, and asks for every alert where it goes.",
    );
  registerSettings(verify, keys).action(async () => context.exit(await runVerify(verify, context)));
}

async function runGenerate(check: boolean, command: Command, context: CommandContext): Promise<ExitCode> {
  const { projectFolder, json } = settingsOf(command, context);
  const generated = await generateMonitoring(projectFolder, check ? "check" : "write");
  context.print(json ? `${JSON.stringify(generated, null, 2)}\n` : inWords(generated, check));
  return check && generated.changed.length > 0 ? exitCodes.usage : exitCodes.pass;
}

async function runVerify(command: Command, context: CommandContext): Promise<ExitCode> {
  const { projectFolder, json } = settingsOf(command, context);
  const interruption = createInterruption();
  const signals = onEndSignals((signal) => interruption.signalled(signal));
  try {
    const steps = await verifyMonitoring(projectFolder, {
      env: context.env,
      say: (line) => context.say(line),
      signal: interruption.abort,
    });
    context.print(json ? `${JSON.stringify(steps, null, 2)}\n` : steps.map(stepInWords).join(""));
    return steps.every(({ problem }) => problem === null) ? exitCodes.pass : exitCodes.fail;
  } finally {
    signals.dispose();
  }
}

function stepInWords({ name, problem }: Verified): string {
  return problem === null ? `ok      ${name}\n` : `FAILED  ${name}\n${problem}`;
}

function settingsOf(command: Command, context: CommandContext) {
  return readSettings(keys, {
    given: givenSettings(command),
    env: context.env,
    dotEnv: readDotEnv(context.workingFolder),
    workingFolder: context.workingFolder,
  });
}

function inWords({ folder, files, changed, notes }: Generated, check: boolean): string {
  const what = check ? "stale" : "written";
  return [
    ...notes.map((note) => `note: ${note}`),
    ...changed.map((path) => `${what}: ${path}`),
    `${folder}: ${counted(files, "generated file")}, ${changed.length === 0 ? "all as they should be" : `${changed.length} ${what}`}`,
    "",
  ].join("\n");
}
