/** Which target a command means that runs no scenario: its name, and addresses over those of its file. */
import { readBaseUrls } from "./base-urls.ts";
import { throwIfAny, type Problem } from "./config-error.ts";
import { readSettings } from "./read-settings.ts";
import type { RunSettings } from "./run-settings.ts";
import type { SettingSources } from "./setting-sources.ts";

/** @param services those that the project knows */
export function readTargetSettings(
  sources: SettingSources,
  services: readonly string[],
): Pick<RunSettings, "target" | "baseUrls"> {
  const { target } = readSettings(["target"], sources);
  const problems: Problem[] = [];
  const baseUrls = readBaseUrls(sources, services, problems);
  throwIfAny(problems);
  return { target, baseUrls };
}
