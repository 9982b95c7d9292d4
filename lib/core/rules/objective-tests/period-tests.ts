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
/** A rate over five minutes needs several samples. */
export const periodSampleSeconds = 60;
const samplesPerStep = periodStepSeconds / periodSampleSeconds;
const halfDay = 12 * 60;

export function periodTests(subject: Subject): readonly RuleTest[] {
  return [weighsEvents(subject), knowsNothing(subject), syntheticSpendsNothing(subject), countsOnce(subject)];
}

function weighsEvents(subject: Subject): RuleTest {
  const events = [...unevenHalfDay(), { steps: halfDay, good: 60_000, bad: 0 }];
  const bad = Math.round(halfDay * 66 * 0.09);
  const ratio = bad / (halfDay * 66 + halfDay * 60_000);
  const end = (2 * halfDay) / samplesPerStep;
  const budget = budgetOf(subject.objective.goal);
  return {
    name: "every event weighs the same: a bad half day at 1.1 requests a second is 0.010 % of a day that goes on at 1000",
    series: seriesOf(subject, events),
    expectations: [
      periodIs(sloMetrics.errorRatioOfPeriod, end, 5, ratio),
      // To the hundred: Prometheus 3 extrapolates what lies on the edges of a window.
      periodIs(sloMetrics.badOfPeriod, end, -2, bad),
      periodIs(sloMetrics.budgetRemaining, end, 3, 1 - ratio / budget),
    ],
    alerts: [],
  };
}

/** 66 requests a minute, 5.94 of them bad: 5 or 6, so that a hundred minutes have 594. */
function unevenHalfDay(): Events[] {
  return Array.from({ length: halfDay }, (_, minute) => {
    const bad = Math.round((minute + 1) * 5.94) - Math.round(minute * 5.94);
    return { steps: 1, good: 66 - bad, bad };
  });
}

/** Failures of one minute, of which the second five minutes after it know nothing. */
function countsOnce(subject: Subject): RuleTest {
  const events = [
    { steps: 11, good: 0, bad: 0 },
    { steps: 1, good: 0, bad: 1000 },
    { steps: 13, good: 0, bad: 0 },
  ];
  return {
    name: "an event is recorded in one step of five minutes, and in no later one",
    series: seriesOf(subject, events),
    expectations: [sloMetrics.totalStep, sloMetrics.badStep].map((metric) => periodIs(metric, 5, 0, 0)),
    alerts: [],
  };
}

function knowsNothing(subject: Subject): RuleTest {
  return {
    name: "without traffic nothing is known of the budget",
    series: seriesOf(subject, [{ steps: 60, good: 0, bad: 0 }]),
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
    series: [...seriesOf(subject, [busy(60, 0)]), ...seriesOf(subject, [busy(60, 1)], traffics.synthetic)],
    expectations: [
      periodIs(sloMetrics.errorRatioOfPeriod, 12, 5, 0),
      periodIs(sloMetrics.budgetRemaining, 12, 3, 1),
      periodIs(sloMetrics.badOfPeriod, 12, 0, 0),
      // An hour of users' requests, and none of the test's, which are as many.
      periodIs(`${sloMetrics.totalOfPeriod} < bool ${1.5 * 60 * busy(1, 0).good}`, 12, 0, 1),
    ],
    alerts: [],
  };
}

/** Between evaluations of what the whole period remembers. */
export const daySeconds = 86_400;

/** Given as recorded, for a test of days: one event of five minutes, which was bad. */
export function periodDaysTest({ objective }: Subject): RuleTest {
  const { id, goal, periodDays } = objective;
  const at = 2;
  const values = `_x${at} 1 _x${periodDays}`;
  const step = (metric: string) => ({ series: `${metric}{slo="${id}",traffic="user"}`, values });
  const figures = [
    [sloMetrics.totalOfPeriod, 1],
    [sloMetrics.badOfPeriod, 1],
    [sloMetrics.errorRatioOfPeriod, 1],
    [sloMetrics.budgetRemaining, 1 - 1 / budgetOf(goal)],
  ] as const;
  return {
    name: `an event counts for ${periodDays} days`,
    series: [step(sloMetrics.totalStep), step(sloMetrics.badStep)],
    expectations: figures.flatMap(([metric, value]) => [
      periodIs(metric, at + periodDays - 1, 3, value),
      periodIs(metric, at + periodDays + 1, 3, null),
    ]),
    alerts: [],
  };
}
