/**
 * The command line: one program, one thin file a command. Results go to stdout, progress and
 * failures to stderr; the exit code is set, never forced, so that what was written arrives.
 */
import { Command } from "commander";
import { engineVersion } from "../lib/app/engine-version.ts";
import { exitCodes } from "../lib/core/record/exit-codes.ts";
import { configureCommander, runCommandLine } from "../lib/node/config/command-line.ts";
import { registerChaos } from "./chaos.ts";
import { registerCleanup } from "./cleanup.ts";
import type { CommandContext } from "./command-context.ts";
import { registerDoctor } from "./doctor.ts";
import { exitCodeHelp } from "./exit-code-help.ts";
import { explainFailure } from "./exit.ts";
import { registerMonitoring } from "./monitoring.ts";
import { registerNotify } from "./notify.ts";
import { registerReport } from "./report.ts";
import { registerRun } from "./run.ts";
import { registerRuns } from "./runs.ts";
import { scenarioHelp } from "./scenario-help.ts";
import { registerSlo } from "./slo.ts";
import { registerStack } from "./stack.ts";
import { registerVerdict } from "./verdict.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const context: CommandContext = {
    words: process.argv.slice(2),
    env: process.env,
    workingFolder: process.cwd(),
    say,
    print: (text) => void process.stdout.write(text),
    colour: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
    terminal: process.stdout.isTTY,
    exit: (code) => {
      process.exitCode = code;
    },
  };
  const program = configureCommander(new Command("tidemark"))
    .description(
      "Performance tests, chaos experiments and service level objectives for a system of microservices, on k6.",
    )
    .version(engineVersion())
    .addHelpText("after", exitCodeHelp);
  registerRun(program, context, asksForHelp(context.words) ? await scenarioHelp(context) : "");
  registerReport(program, context);
  registerRuns(program, context);
  registerNotify(program, context);
  registerStack(program, context);
  registerCleanup(program, context);
  registerChaos(program, context);
  registerMonitoring(program, context);
  registerSlo(program, context);
  registerVerdict(program, context);
  registerDoctor(program, context);
  await runCommandLine(program, context.words);
}

function asksForHelp(words: readonly string[]): boolean {
  return words.some((word) => word === "help" || word === "--help" || word === "-h");
}

// A terminal that is gone must not turn the end of a run into a crash.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
process.exitCode = exitCodes.pass;
main().catch((error: unknown) => {
  process.exitCode = explainFailure(error, say);
});
