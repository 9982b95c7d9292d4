/**
 * Tests of what an objective's rules make of traffic that is healthy, absent, sparse or a test's, at
 * the pace of the fastest alert. These look at every alert of the objective at once.
 */
import { absentForSeconds } from "../alert-rules.ts";
import { alertNames, sloMetrics, traffics } from "../names.ts";
import type { Expectation, RuleTest } from "../promtool/test-file.ts";
import { steady } from "../promtool/series-values.ts";
import { absentFires, burnFires, nothingFires, ratioIs, recordedIs } from "./expect.ts";
import { everythingFails, runUnderWay } from "./labels-tests.ts";
import { burnAlertsOf } from "../burn-alert.ts";
import { windowTexts } from "../windows.ts";
import {
  busy,
  otherBuckets,
  recordedOfOther,
  requestsOfOthers,
  seriesAhead,
  seriesOf,
  seriesOfOthers,
  seriesWithoutBad,
  seriesWithoutBucket,
  type Subject,
} from "./traffic.ts";

/** A tenth of the shortest window. */
export const presenceStepSeconds = 30;
const absentSteps = absentForSeconds / presenceStepSeconds;
/** Longer than an absent metric takes to alert. */
const steps = absentSteps + 4;

export function presenceTests(subject: Subject, grafanaUrl: string): readonly RuleTest[] {
  return [
    silence(subject),
    noTraffic(subject),
    noBadSeries(subject),
    neverThere(subject),
    vanished(subject),
    singleFailure(subject),
    ...(subject.objective.bad.kind === "slowerThan" ? [noBucket(subject)] : []),
    others(subject),
    ownAlone(subject),
    othersAlone(subject),
    ...(subject.objective.bad.kind === "slowerThan" ? [ahead(subject)] : []),
    idleWithoutBad(subject),
    syntheticApart(subject),
    firstMinute(subject),
    syntheticAlone(subject),
    everythingFails(subject, grafanaUrl),
  ];
}

function silence(subject: Subject): RuleTest {
  return {
    name: "healthy traffic is silence, and its ratio is 0",
    series: seriesOf(subject, [busy(steps, 0)]),
    expectations: [nothingFires(steps), ...ratios(steps, 0), goalIs(subject, steps)],
    alerts: [],
  };
}

function ratios(atStep: number, ratio: number | null): readonly Expectation[] {
  return windowTexts.map((window) => recordedIs(sloMetrics.errorRatio(window), "user", atStep, ratio));
}

function goalIs({ objective }: Subject, atStep: number): Expectation {
  return { expr: `sum(${sloMetrics.goal})`, atStep, samples: [{ labels: "{}", value: objective.goal }] };
}

/** A quarter of its own requests is bad, and half of the others'. */
function ownAlone(subject: Subject): RuleTest {
  const events = [busy(steps, 0.25)];
  return {
    name: "its own events alone count, in every window",
    series: [
      ...seriesOf(subject, events),
      ...otherBuckets(subject, events),
      ...requestsOfOthers(subject, steps, 0.5),
    ],
    expectations: ratios(steps, 0.25),
    alerts: [],
  };
}

function othersAlone(subject: Subject): RuleTest {
  return {
    name: "where only others are told of, nothing is known of it",
    series: requestsOfOthers(subject, steps, 1),
    expectations: windowTexts.flatMap((window) => [
      recordedIs(sloMetrics.total(window), "user", steps, null),
      recordedIs(sloMetrics.bad(window), "user", steps, null),
    ]),
    alerts: [],
  };
}

function ahead(subject: Subject): RuleTest {
  return {
    name: "a bucket that is ahead of the count makes no events less than none",
    series: seriesAhead(subject, [busy(steps, 0)]),
    expectations: windowTexts.map((window) => recordedIs(sloMetrics.bad(window), "user", steps, 0)),
    alerts: [],
  };
}

function idleWithoutBad(subject: Subject): RuleTest {
  return {
    name: "where no failure was ever told and nothing is asked, 0 events are bad, which is not NaN",
    series: seriesWithoutBad(subject, [{ steps, good: 0, bad: 0 }]),
    expectations: windowTexts.map((window) => recordedIs(sloMetrics.bad(window), "user", steps, 0)),
    alerts: [],
  };
}

function others(subject: Subject): RuleTest {
  return {
    name: "failures of other services, methods and endpoints are none of its own, nor is a 404",
    series: [...seriesOf(subject, [busy(steps, 0)]), ...seriesOfOthers(subject, steps)],
    expectations: [nothingFires(steps), ratioIs("user", steps, 0)],
    alerts: [],
  };
}

function noTraffic(subject: Subject): RuleTest {
  return {
    name: "no traffic has no ratio, which is neither NaN nor an alert",
    series: seriesOf(subject, [{ steps, good: 0, bad: 0 }]),
    expectations: [nothingFires(steps), ...ratios(steps, null)],
    alerts: [],
  };
}

function noBadSeries(subject: Subject): RuleTest {
  return {
    name: "where no failure was ever told the ratio is 0",
    series: seriesWithoutBad(subject, [busy(steps, 0)]),
    expectations: [nothingFires(steps), ...ratios(steps, 0)],
    alerts: [],
  };
}

function neverThere(subject: Subject): RuleTest {
  return {
    name: "a metric that never was there is told after its time, and has no ratio, whatever others record",
    series: recordedOfOther(steps),
    expectations: [
      absentFires(absentSteps - 2, false),
      absentFires(absentSteps + 2, true),
      ratioIs("user", steps, null),
      ...[
        sloMetrics.totalStep,
        sloMetrics.badStep,
        sloMetrics.totalOfPeriod,
        sloMetrics.badOfPeriod,
        sloMetrics.budgetRemaining,
      ].map((metric) => recordedIs(`${metric}{slo="${subject.objective.id}"}`, "user", steps, null)),
      ...burnAlertsOf(subject.objective).alerts.map(({ long }) => burnFires(long, "user", steps, false)),
    ],
    alerts: [],
  };
}

/** Five minutes after its last samples the rate is gone, and then the alert waits. */
function vanished(subject: Subject): RuleTest {
  const last = 12;
  return {
    name: "a metric that vanishes is told after its time",
    series: seriesOf(subject, [busy(last, 0)]),
    expectations: [
      absentFires(last + 9 + absentSteps - 2, false),
      absentFires(last + 9 + absentSteps + 2, true),
    ],
    alerts: [],
  };
}

function singleFailure(subject: Subject): RuleTest {
  const sparse = [
    { steps: 20, good: 0, bad: 0 },
    { steps: 1, good: 0, bad: 1 },
    { steps: 5, good: 0, bad: 0 },
  ];
  return {
    name: "a single failure at low traffic is silence",
    series: seriesOf(subject, sparse),
    expectations: [nothingFires(21), nothingFires(26)],
    alerts: [],
  };
}

function noBucket(subject: Subject): RuleTest {
  return {
    name: "a histogram without the bucket of the limit is told like an absent metric",
    series: seriesWithoutBucket(subject, [busy(steps, 0)]),
    expectations: [absentFires(steps, true), ratioIs("user", steps, null)],
    alerts: [],
  };
}

function syntheticAlone(subject: Subject): RuleTest {
  return {
    name: "where only a load test's traffic is told, users' is missing",
    series: seriesOf(subject, [busy(steps, 0)], traffics.synthetic),
    expectations: [absentFires(steps, true)],
    alerts: [],
  };
}

/** Half a minute after a whole one, at which the rule's subquery looks. */
function firstMinute(subject: Subject): RuleTest {
  const last = steps + 1;
  return {
    name: "a run that wrote its first sample this minute is told with the alert",
    series: [
      ...seriesOf(subject, [busy(last, 1)], traffics.synthetic),
      ...runUnderWay("load-8", `_x${last} 1`),
    ],
    expectations: [
      {
        expr: `count by (testid) (ALERTS{alertname="${alertNames.burn}",alertstate="firing"}) > bool 0`,
        atStep: last,
        samples: [{ labels: '{testid="load-8"}', value: 1 }],
      },
    ],
    alerts: [],
  };
}

function syntheticApart(subject: Subject): RuleTest {
  const fires = burnAlertsOf(subject.objective).alerts.map(({ long }) => ({
    labels: `{traffic="${traffics.synthetic}",testid="load-7",window="${long}"}`,
    value: 1,
  }));
  return {
    name: "a load test that fails alerts by itself, with its run; users are clean",
    series: [
      ...seriesOf(subject, [busy(steps, 0)]),
      ...seriesOf(subject, [busy(steps, 1)], traffics.synthetic),
      ...runUnderWay("load-7", steady(1, steps)),
    ],
    expectations: [
      {
        expr: 'count by (traffic, testid, window) (ALERTS{alertstate="firing"})',
        atStep: steps,
        samples: fires,
      },
      {
        ...ratioIs("user", steps, 0),
        expr: `sum by (traffic) (${sloMetrics.errorRatio("5m")}{traffic="user"})`,
      },
    ],
    alerts: [],
  };
}
