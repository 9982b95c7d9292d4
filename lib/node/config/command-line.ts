/**
 * Commander, with our words: options come from the table of settings, and whatever commander
 * would refuse by itself becomes a `ConfigError` (exit code 2). `run` collects its unknown flags
 * instead of stopping at the first, so that they are reported together with bad values.
 */
import { CommanderError, Option, type Command } from "commander";
import { urlOption } from "./base-urls.ts";
import { ConfigError, type Problem } from "./config-error.ts";
import type { GivenArguments } from "./setting-sources.ts";
import type { SettingKey } from "./run-settings.ts";
import { settingsTable } from "./settings.ts";
import {
  excessArgument,
  missingArgument,
  missingCommand,
  missingValue,
  unexpectedValue,
  unknownCommand,
  unknownFlag,
} from "./wording.ts";

/** Call it before subcommands are added: they inherit it. Help goes to stdout, errors nowhere: they are thrown. */
export function configureCommander(program: Command): Command {
  return program
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeErr: () => undefined });
}

/** Parses and runs. @returns whether a command ran, or only help or the version was shown */
export async function runCommandLine(
  program: Command,
  userArguments: readonly string[],
): Promise<"ran" | "shown"> {
  try {
    // Some package managers hand the `--` of `run x -- --rate 5` on; it has no meaning here.
    await program.parseAsync(
      userArguments.filter((word) => word !== "--"),
      { from: "user" },
    );
    return "ran";
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return "shown";
    throw new ConfigError([problemOf(error, program, userArguments)]);
  }
}

/** Gives a command the options of some settings. */
export function registerSettings(command: Command, keys: readonly SettingKey[]): Command {
  for (const key of keys) {
    const setting = settingsTable[key];
    const description = `${setting.description} (default: ${setting.defaultText}; environment: ${setting.environment.join(", ")})`;
    if (setting.placeholder !== null) {
      command.addOption(new Option(`${setting.flag} ${setting.placeholder}`, description));
    } else {
      command.addOption(new Option(setting.flag, description));
      command.addOption(new Option(setting.flag.replace("--", "--no-")).hideHelp());
    }
  }
  return command;
}

/** Gives a command the addresses by service. */
export function registerUrls(command: Command): Command {
  const collect = (text: string, before: readonly string[]) => [...before, text];
  return command.addOption(
    new Option(`${urlOption.flag} ${urlOption.placeholder}`, urlOption.description)
      .argParser(collect)
      .default([], "none"),
  );
}

/** Gives a command the scenario, every setting and the addresses. */
export function registerRunOptions(command: Command): Command {
  registerUrls(registerSettings(command, Object.keys(settingsTable) as SettingKey[]));
  return command.argument("[scenario]", "what to run").allowUnknownOption().allowExcessArguments();
}

/** What a parsed `run` was given; call it from the command's action. */
export function givenRunArguments(command: Command): GivenArguments {
  const { operands, unknownFlags } = leftOver(command.args);
  const [scenario = null, ...excess] = operands;
  const problems = [
    ...unknownFlags.map((flag) => unknownFlagOrValue(flag, flagsOf(command))),
    ...excess.map((argument) => excessArgument(argument, commandPath(command))),
  ];
  const urls = command.getOptionValue(urlOption.key) as readonly string[];
  return { scenario, flags: flagValues(command), urls, problems };
}

/** The same for a command that takes some settings only. */
export function givenSettings(command: Command): GivenArguments {
  return { scenario: null, flags: flagValues(command), urls: [], problems: [] };
}

/** The same for one that takes addresses too. */
export function givenTargetSettings(command: Command): GivenArguments {
  return { ...givenSettings(command), urls: command.getOptionValue(urlOption.key) as readonly string[] };
}

function flagValues(command: Command): Partial<Record<SettingKey, string | boolean>> {
  const flags: Partial<Record<SettingKey, string | boolean>> = {};
  for (const key of Object.keys(settingsTable) as SettingKey[]) {
    const option = command.options.find(({ long }) => long === settingsTable[key].flag);
    if (option === undefined) continue;
    const value = command.getOptionValue(option.attributeName()) as string | boolean | undefined;
    if (value !== undefined) flags[key] = value;
  }
  return flags;
}

/** A word after an unknown flag is taken for its value, not for an argument. */
function leftOver(words: readonly string[]): { operands: string[]; unknownFlags: string[] } {
  const operands: string[] = [];
  const unknownFlags: string[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1] ?? "";
    if (isFlag(word)) unknownFlags.push(word);
    else if (!isFlag(before) || before.includes("=")) operands.push(word);
  });
  return { operands, unknownFlags };
}

function isFlag(word: string): boolean {
  return /^--?[a-z]/i.test(word);
}

function unknownFlagOrValue(word: string, known: readonly string[]): Problem {
  const [flag = word, ...value] = word.split("=");
  if (value.length > 0 && known.includes(flag)) return unexpectedValue(flag, value.join("="));
  return unknownFlag(flag, known);
}

function flagsOf(command: Command): string[] {
  const own = command.options.filter((option) => !option.hidden).map((option) => option.long ?? option.flags);
  return [...own, "--help"];
}

function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

/** Commander says in words what was wrong; the words in quotes are the facts. */
function problemOf(error: CommanderError, program: Command, userArguments: readonly string[]): Problem {
  const command = commandAsked(program, userArguments);
  const fact = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const path = commandPath(command);
  const commands = command.commands.map((subcommand) => subcommand.name());
  switch (error.code) {
    case "commander.unknownOption":
      return unknownFlagOrValue(fact, flagsOf(command));
    case "commander.optionMissingArgument":
      return missingValue(fact.split(" ")[0] ?? fact, null, exampleOf(fact));
    case "commander.missingArgument":
      return missingArgument(path, fact);
    case "commander.excessArguments":
      return excessArgument(command.args[command.registeredArguments.length] ?? "", path);
    case "commander.unknownCommand":
      return unknownCommand(fact, commands);
    case "commander.help":
      return missingCommand(path, commands);
    default:
      return { code: "badValue", where: path, text: `${path}: ${error.message}` };
  }
}

function exampleOf(flags: string): string {
  const flag = flags.split(" ")[0] ?? flags;
  if (flag === urlOption.flag) return urlOption.example;
  const setting = Object.values(settingsTable).find((candidate) => candidate.flag === flag);
  return setting === undefined ? flags : `${flag} ${setting.example}`;
}

function commandAsked(program: Command, userArguments: readonly string[]): Command {
  const name = userArguments.find((word) => !isFlag(word));
  return program.commands.find((command) => command.name() === name) ?? program;
}
