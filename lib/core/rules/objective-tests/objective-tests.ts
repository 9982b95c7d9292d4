/**
 * The promtool tests of one objective: a file for each burn alert at the pace of its windows, one
 * for what is there and what is not, two for the period. promtool has one interval a file, and days
 * at half-minute steps would take minutes.
 */
import { burnAlertsOf } from "../burn-alert.ts";
import { objectiveRules } from "../objective-rules.ts";
import type { RuleTestFile } from "../promtool/test-file.ts";
import { endpointNamed, type SystemDescription } from "../../system/system.ts";
import type { Objective } from "../../objective/objective.ts";
import { burnStepSeconds, burnTests } from "./burn-tests.ts";
import {
  daySeconds,
  periodDaysTest,
  periodSampleSeconds,
  periodStepSeconds,
  periodTests,
} from "./period-tests.ts";
import { presenceStepSeconds, presenceTests } from "./presence-tests.ts";

export interface NamedTestFile extends RuleTestFile {
  /** `presence`, `period`, `period-days`, or the long window of a burn alert. */
  readonly name: string;
}

/** @param ruleFile path of the objective's rules, relative to the test files */
export function objectiveTests(
  objective: Objective,
  system: SystemDescription,
  grafanaUrl: string,
  ruleFile: string,
): readonly NamedTestFile[] {
  const subject = { objective, endpoint: endpointNamed(system, objective.endpoint) };
  const groups = objectiveRules(objective, system, grafanaUrl).map(({ name }) => name);
  const common = { ruleFiles: [ruleFile], groups };
  const burns = burnAlertsOf(objective).alerts.map((alert) => ({
    ...common,
    name: alert.long,
    stepSeconds: burnStepSeconds(alert),
    tests: burnTests(subject, alert),
  }));
  return [
    {
      ...common,
      name: "presence",
      stepSeconds: presenceStepSeconds,
      tests: presenceTests(subject, grafanaUrl),
    },
    ...burns,
    {
      ...common,
      name: "period",
      stepSeconds: periodStepSeconds,
      sampleSeconds: periodSampleSeconds,
      tests: periodTests(subject),
    },
    { ...common, name: "period-days", stepSeconds: daySeconds, tests: [periodDaysTest(subject)] },
  ];
}
