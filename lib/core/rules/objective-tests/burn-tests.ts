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
import { burnFires } from "./expect.ts";
import { busy, seriesOf, type Events, type Subject } from "./traffic.ts";

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
  ];
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
