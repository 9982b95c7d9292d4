/** What a test says at each level; everything else is silent. */
import { expect } from "chai";
import { ConfigError, type Problem } from "../../../../lib/node/config/config-error.ts";
import { readRunSettings, type KnownNames } from "../../../../lib/node/config/read-settings.ts";
import type { RunSettings } from "../../../../lib/node/config/run-settings.ts";
import type { GivenArguments, SettingSources } from "../../../../lib/node/config/setting-sources.ts";

export interface Said {
  readonly scenario?: string | null;
  readonly flags?: GivenArguments["flags"];
  readonly urls?: readonly string[];
  readonly env?: Record<string, string>;
  readonly dotEnv?: Record<string, string>;
  readonly problems?: readonly Problem[];
}

const known: KnownNames = {
  scenarios: ["smoke", "sustained"],
  services: ["api", "user-service"],
};

export function sources(said: Said): SettingSources {
  const { scenario = "smoke", flags = {}, urls = [], env = {}, dotEnv = {}, problems = [] } = said;
  return { given: { scenario, flags, urls, problems }, env, dotEnv, workingFolder: "/here" };
}

export function settingsOf(said: Said): RunSettings {
  return readRunSettings(sources(said), known);
}

export function problemsOf(said: Said): readonly Problem[] {
  try {
    settingsOf(said);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    expect((error as ConfigError).kind).to.equal("usage");
    return (error as ConfigError).problems;
  }
  throw new Error("expected a ConfigError, but the settings were taken");
}

export function onlyProblemOf(said: Said): Problem {
  const [problem, ...others] = problemsOf(said);
  expect(others).to.deep.equal([]);
  if (problem === undefined) throw new Error("expected a problem");
  return problem;
}
