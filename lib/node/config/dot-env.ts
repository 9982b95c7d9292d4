/**
 * The `.env` file of the folder that a command was started in: names and values, read without
 * touching `process.env`. No file is an empty one.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { ConfigError } from "./config-error.ts";
import { unreadableDotEnv } from "./wording.ts";

export type DotEnv = Readonly<Record<string, string>>;

export function readDotEnv(workingFolder: string): DotEnv {
  const file = join(workingFolder, ".env");
  try {
    return Object.freeze(parse(readFileSync(file)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "an unknown error";
    if (code === "ENOENT") return Object.freeze({});
    throw new ConfigError([unreadableDotEnv(file, code)]);
  }
}
