/** Where a setting may come from: the command line, the environment, `.env`; unchecked. */
import type { Problem } from "./config-error.ts";
import type { DotEnv } from "./dot-env.ts";
import type { SettingKey } from "./run-settings.ts";

/** What a command line said, as text. */
export interface GivenArguments {
  readonly scenario: string | null;
  /** A switch is `true` or `false`. */
  readonly flags: Readonly<Partial<Record<SettingKey, string | boolean>>>;
  readonly urls: readonly string[];
  /** What was wrong with the words themselves: unknown flags, one argument too many. */
  readonly problems: readonly Problem[];
}

export interface SettingSources {
  readonly given: GivenArguments;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dotEnv: DotEnv;
  /** Relative paths start here. */
  readonly workingFolder: string;
}
