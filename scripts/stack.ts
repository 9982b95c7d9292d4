/** `tidemark stack`: a system in the foreground, embedded or of containers, until a signal ends it. */
import { Option, type Command } from "commander";
import { runComposeStack } from "../lib/app/compose-stack.ts";
import { runStack } from "../lib/app/stack.ts";
import { createInterruption } from "../lib/app/run/interruption.ts";
import { onEndSignals } from "../lib/node/process/end-signals.ts";
import type { CommandContext } from "./command-context.ts";

interface StackOptions {
  readonly compose?: true;
  readonly profile: readonly string[];
  readonly keep?: true;
}

export function registerStack(program: Command, context: CommandContext): void {
  program
    .command("stack")
    .summary("start a system in the foreground, embedded or of containers")
    .description(
      "Starts the services and a PostgreSQL of their own on loopback, says where they listen, and ends them " +
        "on Ctrl-C. With --compose it is docker-compose.yml instead, with every store, in containers.",
    )
    .addOption(new Option("--compose", "bring docker-compose.yml up, and wait until all of it is healthy"))
    .addOption(
      new Option("--profile <name...>", "with --compose: what to start beside the services")
        .choices(["monitoring", "chaos"])
        .default([], "none"),
    )
    .addOption(new Option("--keep", "with --compose: leave it up and return"))
    .action(async (options: StackOptions, command: Command) => {
      if (options.compose === undefined && (options.profile.length > 0 || options.keep === true)) {
        command.error("--profile and --keep go with --compose");
      }
      const interruption = createInterruption();
      const signals = onEndSignals((signal) => interruption.signalled(signal));
      const common = { env: context.env, say: (line: string) => context.say(line), interruption };
      try {
        context.exit(
          options.compose === undefined
            ? await runStack(common)
            : await runComposeStack({ ...common, profiles: options.profile, keep: options.keep ?? false }),
        );
      } finally {
        signals.dispose();
      }
    });
}
