/**
 * What a person set goes over the scenario's defaults. A setting that only some scenarios take is
 * refused by the others: ignored, it would let a person believe that it did something.
 */
import { PlanError, wording } from "./plan-error.ts";
import type { EffectiveSettings, OwnSetting, ScenarioDefinition, ScenarioSettings } from "./plan.ts";

/** What a person who says nothing sets. */
export const nothingSaid: ScenarioSettings = {
  ratePerSecond: null,
  durationSeconds: null,
  vus: null,
  warmupSeconds: null,
  checkEveryNthBody: null,
  rampUpSeconds: null,
  steps: null,
  parallel: null,
  only: null,
};

/** As a person writes them, in flag and environment alike. */
const settingWords: Readonly<Record<OwnSetting, string>> = {
  rampUpSeconds: "--ramp-up (RAMP_UP_TIME)",
  steps: "--steps (STEPS)",
  parallel: "--parallel (PARALLEL)",
  only: "--only (ONLY)",
};

/** @throws PlanError `settingNotTaken`, `unknownTest` */
export function effectiveSettings(scenario: ScenarioDefinition, wanted: ScenarioSettings): EffectiveSettings {
  checkOwnSettings(scenario, wanted);
  checkTests(scenario, wanted.only);
  const { defaults } = scenario;
  const durationSeconds = wanted.durationSeconds ?? defaults.durationSeconds ?? 0;
  return {
    ratePerSecond: wanted.ratePerSecond ?? defaults.ratePerSecond ?? 0,
    durationSeconds,
    warmupSeconds: wanted.warmupSeconds ?? defaultWarmup(defaults.warmupSeconds, durationSeconds),
    vus: wanted.vus,
    rampUpSeconds: wanted.rampUpSeconds ?? defaults.rampUpSeconds ?? 0,
    steps: wanted.steps ?? defaults.steps ?? 1,
    parallel: wanted.parallel ?? false,
    only: wanted.only,
    asked: { ratePerSecond: wanted.ratePerSecond, durationSeconds: wanted.durationSeconds },
  };
}

/**
 * Never longer than the part that is judged (`--duration 3s` should not run for nine); one that a
 * person asked for stays as it is.
 */
function defaultWarmup(warmupSeconds: number, durationSeconds: number): number {
  return durationSeconds === 0 ? warmupSeconds : Math.min(warmupSeconds, durationSeconds);
}

function checkOwnSettings({ name, takes = [] }: ScenarioDefinition, wanted: ScenarioSettings): void {
  for (const setting of Object.keys(settingWords) as OwnSetting[]) {
    const isSet = wanted[setting] !== null && wanted[setting] !== false;
    if (!isSet || takes.includes(setting)) continue;
    const taken = takes.map((each) => settingWords[each]);
    throw new PlanError("settingNotTaken", null, wording.settingNotTaken(name, settingWords[setting], taken));
  }
}

function checkTests({ name, tests = [] }: ScenarioDefinition, only: readonly string[] | null): void {
  for (const test of only ?? []) {
    if (!tests.includes(test))
      throw new PlanError("unknownTest", null, wording.unknownTest(name, test, tests));
  }
}
