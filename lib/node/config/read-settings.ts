/**
 * Flags over environment over `.env` over defaults, checked, all problems together, frozen.
 * Only the value that wins is parsed: a flag corrects a bad value below it. An empty value in
 * the environment or in `.env` counts as not set (`RATE=`). Whether the scenario and the
 * services exist is asked of the project, whose names the caller hands in.
 */
import { readBaseUrls } from "./base-urls.ts";
import { throwIfAny, type Problem } from "./config-error.ts";
import { unknownNames } from "./environment-names.ts";
import type { PlainSettings, RunSettings, SettingKey } from "./run-settings.ts";
import type { SettingSources } from "./setting-sources.ts";
import { settingsTable, type Setting } from "./settings.ts";
import { refusalOf } from "./values.ts";
import { conflictingNames, missingScenario, missingValue, refusedValue, unknownScenario } from "./wording.ts";

/** The names that a project knows. */
export interface KnownNames {
  readonly scenarios: readonly string[];
  readonly services: readonly string[];
}

export function readRunSettings(sources: SettingSources, known: KnownNames): RunSettings {
  const problems: Problem[] = [...sources.given.problems];
  const scenario = readScenario(sources.given.scenario, known.scenarios, problems);
  const plain = readPlain(Object.keys(settingsTable) as SettingKey[], sources, problems);
  const baseUrls = readBaseUrls(sources, known.services, problems);
  problems.push(...unknownNames(sources.env, "in the environment", known.services));
  problems.push(...unknownNames(sources.dotEnv, "in .env", known.services));
  throwIfAny(problems);
  return Object.freeze({ scenario, baseUrls, ...plain });
}

/** Some settings alone: those that must be known before the project is, and those of other commands. */
export function readSettings<Key extends SettingKey>(
  keys: readonly Key[],
  sources: SettingSources,
): Readonly<Pick<PlainSettings, Key>> {
  const problems: Problem[] = [];
  const settings = readPlain(keys, sources, problems);
  throwIfAny(problems);
  return Object.freeze(settings);
}

function readScenario(given: string | null, scenarios: readonly string[], problems: Problem[]): string {
  if (given === null) problems.push(missingScenario(scenarios));
  else if (!scenarios.includes(given)) problems.push(unknownScenario(given, scenarios));
  return given ?? "";
}

function readPlain<Key extends SettingKey>(
  keys: readonly Key[],
  sources: SettingSources,
  problems: Problem[],
): Pick<PlainSettings, Key> {
  const entries = keys.map((key) => [key, readOne(key, sources, problems)] as const);
  return Object.fromEntries(entries) as Pick<PlainSettings, Key>;
}

function readOne<Key extends SettingKey>(
  key: Key,
  sources: SettingSources,
  problems: Problem[],
): PlainSettings[Key] {
  const setting: Setting<PlainSettings[Key]> = settingsTable[key];
  const flag = sources.given.flags[key];
  const chosen =
    (flag === undefined ? null : ofFlag(setting, flag, problems)) ??
    ofNames(setting, sources.env, "in the environment", problems) ??
    ofNames(setting, sources.dotEnv, "in .env", problems);
  return setting.anchor(chosen === null ? setting.default : chosen.value, sources.workingFolder);
}

interface Chosen<T> {
  readonly value: T;
}

function ofFlag<T>(setting: Setting<T>, flag: string | boolean, problems: Problem[]): Chosen<T> {
  const example = `${setting.flag} ${setting.example}`;
  const text = String(flag);
  if (typeof flag === "string" && flag.startsWith("--")) {
    problems.push(missingValue(setting.flag, flag, example));
    return { value: setting.default };
  }
  const result = setting.flagValue.safeParse(text);
  if (result.success) return { value: result.data };
  problems.push(refusedValue(setting.flag, refusalOf(result.error), text, example));
  return { value: setting.default };
}

/** Null where none of the setting's names has a value at this level. */
function ofNames<T>(
  setting: Setting<T>,
  values: Readonly<Record<string, string | undefined>>,
  place: string,
  problems: Problem[],
): Chosen<T> | null {
  const names = setting.environment.filter((name) => (values[name] ?? "") !== "");
  const texts = names.map((name) => values[name] ?? "");
  const [name, text] = [names[0], texts[0]];
  if (name === undefined || text === undefined) return null;
  if (texts.some((other) => other !== text)) {
    problems.push(conflictingNames(names, place, texts));
    return { value: setting.default };
  }
  const result = setting.environmentValue.safeParse(text);
  if (result.success) return { value: result.data };
  problems.push(
    refusedValue(`${name} ${place}`, refusalOf(result.error), text, `${name}=${setting.example}`),
  );
  return { value: setting.default };
}
