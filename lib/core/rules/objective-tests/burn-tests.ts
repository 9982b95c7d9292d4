/**
 * Tests of one burn alert, at the pace of its own windows: a step is a tenth of the short window.
 * Times are computed, not tried: with a constant share e of bad events after a clean window, the long
 * window's share passes the threshold t after t/e of its length; after a burn the short window's falls
 * below it after (1 - t/e) of its own. A test looks at two cases at once where it can, one with users'
 * traffic and one with a load test's: the rules treat them alike, and evaluating takes half as long.
 */
import { decimal, type BurnAlert } from "../burn-alert.ts";
import type { RuleTest } from "../promtool/test-file.ts";
import { leastBadEvents, windowSeconds } from "../windows.ts";
import { burnFires, recordedIs } from "./expect.ts";
import { sloMetrics } from "../names.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import { busy, seriesOf, seriesWithoutBad, type Events, type Subject } from "./traffic.ts";

const stepsPerShort = 10;
/** Enough for the rates to have samples on both ends, in the short window. */
const settledSteps = stepsPerShort + 2;
/** By how much a share is beside the threshold, relative to it. */
const margin = 0.05;

export function burnStepSeconds({ short }: BurnAlert): number {
  return windowSeconds[short] / stepsPerShort;
}

export function burnTests(subject: Subject, alert: BurnAlert): readonly RuleTest[] {
  return [
    threshold(subject, alert),
    duration(subject, alert),
    recovery(subject, alert),
    guard(subject, alert),
    exactly(subject, alert),
    ranges(subject, alert),
    gone(subject, alert),
  ];
}

/**
 * On a limit and not above it, one limit after the other, and in the end above all of them. The series
 * are given as if they were recorded: counts of events would hardly come out at the limit without rounding.
 */
function exactly({ objective }: Subject, { long, short, factor, budget }: BurnAlert): RuleTest {
  const limit = factor * budget; // as Prometheus multiplies them
  const above = Math.min(1, limit * (1 + margin));
  const least = rateOf(leastBadEvents - 0.5, windowSeconds[long]);
  const recorded = (metric: string, values: readonly number[]) => ({
    series: `${metric}{slo="${objective.id}",traffic="user"}`,
    values: values.join(" "),
  });
  return {
    name: `${long}: exactly on a limit is silence`,
    series: [
      recorded(sloMetrics.errorRatio(short), [limit, above, above, above]),
      recorded(sloMetrics.errorRatio(long), [above, limit, above, above]),
      recorded(sloMetrics.bad(long), [1, 1, least, 1]),
    ],
    expectations: [0, 1, 2, 3].map((step) => burnFires(long, "user", step, step === 3)),
    alerts: [],
  };
}

/** A rate that times the seconds is the count, without rounding. */
function rateOf(count: number, seconds: number): number {
  const nearest = count / seconds;
  const beside = [0, 1, -1].map((units) => nearest * (1 + units * Number.EPSILON));
  const exact = beside.find((rate) => rate * seconds === count);
  if (exact === undefined) throw new Error(`no rate over ${seconds} s makes ${count}`);
  return exact;
}

/** Failures of one step: the windows hold them until they are as old as a window, and then no longer. */
function ranges(subject: Subject, { long, short }: BurnAlert): RuleTest {
  const failures = 1000;
  const at = 3;
  const step = windowSeconds[short] / stepsPerShort;
  const expectations = [short, long].flatMap((window) => {
    const steps = windowSeconds[window] / step;
    const looks = [
      [at + justInside(steps), 1],
      [at + justOutside(steps), 0],
    ] as const;
    const holdsThem = (metric: string) => `${metric} * ${windowSeconds[window]} > bool ${failures / 2}`;
    return looks.flatMap(([atStep, value]) => [
      recordedIs(holdsThem(sloMetrics.total(window)), "user", atStep, value),
      recordedIs(holdsThem(sloMetrics.bad(window)), "user", atStep, value),
    ]);
  });
  const events = [
    { steps: at - 1, good: 0, bad: 0 },
    { steps: 1, good: 0, bad: failures },
    { steps: windowSeconds[long] / step, good: 0, bad: 0 },
  ];
  return {
    name: `${long}: what failed once counts as long as the windows last`,
    series: seriesOf(subject, events),
    expectations,
    alerts: [],
  };
}

/** Two samples make a rate: a service that is gone is known until the windows hold less. */
function gone(subject: Subject, { long, short }: BurnAlert): RuleTest {
  const last = 4;
  const step = windowSeconds[short] / stepsPerShort;
  const expectations = [short, long].flatMap((window) => {
    const steps = windowSeconds[window] / step;
    const bad = sloMetrics.bad(window);
    return [
      recordedIs(bad, "user", last + justInside(steps), 0),
      recordedIs(bad, "user", last + justOutside(steps), null),
    ];
  });
  return {
    name: `${long}: a service without failures that is gone is known as long as the windows last`,
    series: seriesWithoutBad(subject, [busy(last, 0)]),
    expectations,
    alerts: [],
  };
}

function threshold(subject: Subject, { long, threshold: limit }: BurnAlert): RuleTest {
  return {
    name: `${long}: just below the threshold is silence (users), just above it fires (load test)`,
    series: [
      ...seriesOf(subject, [busy(settledSteps, limit * (1 - margin))], "user"),
      ...seriesOf(subject, [busy(settledSteps, Math.min(1, limit * (1 + margin)))], "synthetic"),
    ],
    expectations: [
      burnFires(long, "user", settledSteps, false),
      burnFires(long, "synthetic", settledSteps, true),
    ],
    alerts: [],
  };
}

/** Four times the threshold takes the long window about a quarter of its length; an outage less. */
function duration(subject: Subject, alert: BurnAlert): RuleTest {
  const burn = burnAfterCleanWindow(alert, Math.min(1, 4 * alert.threshold));
  const outage = burnAfterCleanWindow(alert, 1);
  return {
    name: `${alert.long}: fires after ${burn.seconds} s with ${burn.percent} % bad (users), after ${outage.seconds} s of outage (load test)`,
    series: [...seriesOf(subject, burn.events, "user"), ...seriesOf(subject, outage.events, "synthetic")],
    expectations: [
      burnFires(alert.long, "user", burn.before, false),
      burnFires(alert.long, "user", burn.after, true),
      burnFires(alert.long, "synthetic", outage.before, false),
      burnFires(alert.long, "synthetic", outage.after, true),
    ],
    alerts: [],
  };
}

function burnAfterCleanWindow(alert: BurnAlert, share: number) {
  const clean = windowSeconds[alert.long] / burnStepSeconds(alert);
  const neededSteps = (alert.threshold / share) * clean;
  const after = Math.ceil(neededSteps) + 1;
  return {
    events: [busy(clean, 0), busy(after, share)],
    before: clean + Math.max(0, Math.floor(neededSteps) - 1),
    after: clean + after,
    seconds: Math.ceil(neededSteps * burnStepSeconds(alert)),
    percent: decimal(share * 100),
  };
}

/** While the long window still burns, the short one decides: by when it is clean, and how clean. */
function recovery(subject: Subject, { long, short, threshold: limit }: BurnAlert): RuleTest {
  const share = Math.min(1, 2 * limit);
  const burning = 2 * stepsPerShort;
  const neededSteps = stepsPerShort * (1 - limit / share);
  const after = burning + Math.ceil(neededSteps) + 1;
  const last = burning + settledSteps;
  const burn = busy(burning, share);
  return {
    name: `${long}: ends when the last ${short} are clean enough (users), or just below the threshold (load test)`,
    series: [
      ...seriesOf(subject, [burn, busy(settledSteps, 0)], "user"),
      ...seriesOf(subject, [burn, busy(settledSteps, limit * (1 - margin))], "synthetic"),
    ],
    expectations: [
      burnFires(long, "user", burning, true),
      burnFires(long, "user", burning + Math.max(0, Math.floor(neededSteps) - 1), true),
      burnFires(long, "user", after, false),
      burnFires(long, "synthetic", burning, true),
      burnFires(long, "synthetic", last, false),
    ],
    alerts: [],
  };
}

/** All requests fail, but there are few of them: a ratio of 1 that says little. */
function guard(subject: Subject, { long }: BurnAlert): RuleTest {
  const last = 2 + leastBadEvents;
  const failures = (bad: number): Events[] => [
    { steps: 2, good: 0, bad: 0 },
    { steps: bad, good: 0, bad: 1 },
    { steps: leastBadEvents - bad, good: 0, bad: 0 },
  ];
  const silent = leastBadEvents - 1;
  return {
    name: `${long}: ${silent} failures of ${silent} requests are silence (users), ${leastBadEvents} of ${leastBadEvents} fire (load test)`,
    series: [
      ...seriesOf(subject, failures(silent), "user"),
      ...seriesOf(subject, failures(leastBadEvents), "synthetic"),
    ],
    expectations: [burnFires(long, "user", last, false), burnFires(long, "synthetic", last, true)],
    alerts: [],
  };
}
