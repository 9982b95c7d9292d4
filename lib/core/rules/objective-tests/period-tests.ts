/**
 * Tests of the period's budget. The first is the case in which a mean of ratios goes wrong: half a
 * day at 1.1 requests a second with 9 % bad, then half a day at 1,000 without any. Of 43 million
 * requests 4,277 were bad, 0.010 %; the mean of the ratios would say 4.5 %.
 */
import { budgetOf } from "../burn-alert.ts";
import { sloMetrics, traffics } from "../names.ts";
import type { RuleTest } from "../promtool/test-file.ts";
import { periodIs } from "./expect.ts";
import { busy, seriesOf, type Events, type Subject } from "./traffic.ts";

/** The interval of the group of rules. */
export const periodStepSeconds = 300;
const halfDaySteps = 144;

export function periodTests(subject: Subject): readonly RuleTest[] {
  return [weighsEvents(subject), knowsNothing(subject), syntheticSpendsNothing(subject)];
}

function weighsEvents(subject: Subject): RuleTest {
  const events = [...unevenHalfDay(), { steps: halfDaySteps, good: 300_000, bad: 0 }];
  const bad = Math.round(halfDaySteps * 330 * 0.09);
  const ratio = bad / (halfDaySteps * 330 + halfDaySteps * 300_000);
  const end = 2 * halfDaySteps;
  const budget = budgetOf(subject.objective.goal);
  return {
    name: "every event weighs the same: a bad night of 1.1 requests a second is 0.010 % of a day of 1000",
    series: seriesOf(subject, events),
    expectations: [
      periodIs(sloMetrics.errorRatioOfPeriod, end, 5, ratio),
      periodIs(sloMetrics.badOfPeriod, end, 0, bad),
      periodIs(sloMetrics.budgetRemaining, end, 3, 1 - ratio / budget),
    ],
    alerts: [],
  };
}

/** 330 requests a step, 29.7 of them bad: 29 or 30, so that ten steps have 297. */
function unevenHalfDay(): Events[] {
  return Array.from({ length: halfDaySteps }, (_, step) => {
    const bad = Math.round((step + 1) * 29.7) - Math.round(step * 29.7);
    return { steps: 1, good: 330 - bad, bad };
  });
}

function knowsNothing(subject: Subject): RuleTest {
  return {
    name: "without traffic nothing is known of the budget",
    series: seriesOf(subject, [{ steps: 12, good: 0, bad: 0 }]),
    expectations: [
      periodIs(sloMetrics.errorRatioOfPeriod, 12, 5, null),
      periodIs(sloMetrics.budgetRemaining, 12, 3, null),
    ],
    alerts: [],
  };
}

function syntheticSpendsNothing(subject: Subject): RuleTest {
  return {
    name: "a load test that fails spends nothing of the budget",
    series: [...seriesOf(subject, [busy(24, 0)]), ...seriesOf(subject, [busy(24, 1)], traffics.synthetic)],
    expectations: [
      periodIs(sloMetrics.errorRatioOfPeriod, 24, 5, 0),
      periodIs(sloMetrics.budgetRemaining, 24, 3, 1),
    ],
    alerts: [],
  };
}
