/** An option that one command alone takes, checked as settings are; no environment name goes with it. */
import { ConfigError } from "./config-error.ts";
import { bounds } from "./settings.ts";
import {
  choiceValue,
  matchersValue,
  periodValue,
  rateValue,
  refusalOf,
  textValue,
  type ValueSchema,
} from "./values.ts";
import { missingArgument, refusedValue } from "./wording.ts";

export interface OwnOption<T> {
  /** `--window` */
  readonly flag: string;
  readonly placeholder: string;
  readonly description: string;
  readonly example: string;
  readonly value: ValueSchema<T>;
}

const daySeconds = 24 * 3600;

export const trafficOption: OwnOption<number> = {
  flag: "--traffic",
  placeholder: "<rate>",
  description:
    "requests a second that the endpoint gets: 20, 20/s, 600/min (default: what the objective says)",
  example: "20/s",
  value: rateValue(bounds.ratePerSecond),
};

export const windowOption: OwnOption<number> = {
  flag: "--window",
  placeholder: "<time>",
  description: "how far to look back: 30d, 4w, 12h (default: each objective's own period)",
  example: "30d",
  value: periodValue({ least: 3600, most: 92 * daySeconds }),
};

export const formatOption: OwnOption<"table" | "markdown" | "html"> = {
  flag: "--format",
  placeholder: "<format>",
  description: "table, markdown or html (default: table)",
  example: "markdown",
  value: choiceValue(["table", "markdown", "html"]),
};

export const exportFormatOption: OwnOption<"openslo"> = {
  flag: "--format",
  placeholder: "<format>",
  description: "openslo, the only one (default: openslo)",
  example: "openslo",
  value: choiceValue(["openslo"]),
};

export const selectorOption: OwnOption<readonly string[]> = {
  flag: "--selector",
  placeholder: "<matchers>",
  description: 'labels of the series to count, where a Prometheus holds several environments: env="staging"',
  example: `'env="staging",region!="eu"'`,
  value: matchersValue(),
};

export const testIdOption: OwnOption<string> = {
  flag: "--testid",
  placeholder: "<id>",
  description: "the run's id, as it is on its samples",
  example: "20260802T101530Z-sustained-k3f9x2",
  value: textValue("the id of a run"),
};

/** `--window <time>`, as commander takes it. */
export function flagsOf({ flag, placeholder }: OwnOption<unknown>): string {
  return `${flag} ${placeholder}`;
}

/**
 * @param text as it was given; undefined where it was not
 * @throws ConfigError for a value that it does not take
 */
export function readOption<T>({ flag, example, value }: OwnOption<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  const result = value.safeParse(text);
  if (result.success) return result.data;
  throw new ConfigError([refusedValue(flag, refusalOf(result.error), text, `${flag} ${example}`)]);
}

/** @throws ConfigError where it was not given, too */
export function requireOption<T>(option: OwnOption<T>, text: string | undefined, command: string): T {
  const value = readOption(option, text);
  if (value !== null) return value;
  throw new ConfigError([missingArgument(command, flagsOf(option))]);
}
