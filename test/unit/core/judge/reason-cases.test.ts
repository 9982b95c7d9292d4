/**
 * For every reason that a verdict can have: a run that just has it and one that just has not, and the
 * runs of the real k6 that show the same from end to end. The tables are keyed by `ReasonCode`: a new
 * one without its cases is a type error.
 */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { judge, type JudgeInput } from "../../../../lib/core/judge/judge.ts";
import type { FaultRecord } from "../../../../lib/core/record/chaos.ts";
import type { TrendResult } from "../../../../lib/core/record/trend.ts";
import { statusOfReason } from "../../../../lib/core/record/reason-status.ts";
import type { Observation, ReasonCode, Verdict } from "../../../../lib/core/record/verdict.ts";
import { toldReasons } from "../../../../lib/core/report/reasons.ts";
import { aFaultRecord, aMeasuredFault, aRanExperiment } from "../chaos/given.ts";
import {
  aCalmGenerator,
  aLatencyObjective,
  anObjective,
  anObservation,
  aRecord,
  someFacts,
} from "../given.ts";

interface Case {
  readonly triggered: () => Verdict;
  readonly nearMiss: () => Verdict;
}

const room = anObservation({ total: 10_000 });

/** A clean run with room to spare, varied in one thing. */
function verdict(varied: Partial<JudgeInput>): Verdict {
  return judge({
    ...{ objectives: [anObjective()], observations: [room], facts: someFacts() },
    ...{ trends: [], search: null, experiments: [], strict: false },
    ...varied,
  }).verdict;
}

const observing = (observation: Partial<Observation>) =>
  verdict({ observations: [anObservation(observation)] });
const having = (facts: Parameters<typeof someFacts>[0]) => verdict({ facts: someFacts(facts) });

/** Slow answers, counted by a generator that was busy for so long. */
const slowWhileBusy = (saturatedSeconds: number) =>
  verdict({
    objectives: [aLatencyObjective()],
    observations: [anObservation({ objective: "items_list-latency", total: 10_000, bad: 500 })],
    facts: someFacts({ generator: { ...aCalmGenerator, saturatedSeconds } }),
  });

const trending = (outcome: TrendResult["outcome"]) => {
  const text = `shop, memory: ${outcome} (Sen's slope of 120 samples; Mann-Kendall p = 0.2).`;
  const trend = { subject: "shop", quantity: "residentBytes", outcome, samples: 120, text } as const;
  return verdict({ trends: [{ ...trend, slopePerHour: 1, pValue: 0.2, hoursToLimit: null }] });
};

/** 95 of 10,000 slow, where 100 may be; so many more may have been. */
const doubting = (requestsInDoubt: number) =>
  verdict({
    objectives: [aLatencyObjective()],
    observations: [anObservation({ objective: "items_list-latency", total: 10_000, bad: 95 })],
    facts: someFacts({ clockSteps: 1, requestsInDoubt }),
  });

/** A run of one experiment that went well but for what became of its fault. */
const experimenting = (fault: Partial<FaultRecord>) =>
  verdict({ experiments: [aRanExperiment({ faults: [aFaultRecord(fault)] })] });

/** So many of 1,000 requests of an experiment's baseline fail, of which 1 % may. */
const baselineFailing = (bad: number) =>
  verdict({
    observations: [room, anObservation({ phase: "kill-shop-baseline", bad })],
    experiments: [aRanExperiment()],
  });

/** The goal is 99 % unless said otherwise, which takes 299 events. */
const cases: Readonly<Record<ReasonCode, Case>> = {
  // 10 of 1,000 are exactly 1 %.
  missed: {
    triggered: () => observing({ total: 1000, bad: 11 }),
    nearMiss: () => observing({ total: 1000, bad: 10 }),
  },
  tooFewSamples: { triggered: () => observing({ total: 298 }), nearMiss: () => observing({ total: 299 }) },
  // At worst 989 of 1,000 are good, or 990.
  dropped: {
    triggered: () => observing({ total: 989, dropped: 11 }),
    nearMiss: () => observing({ total: 990, dropped: 10 }),
  },
  generatorSaturated: { triggered: () => slowWhileBusy(10), nearMiss: () => slowWhileBusy(9) },
  // 1 % of 1,000 planned iterations may be missing.
  rateMissed: {
    triggered: () => having({ startedIterations: 989 }),
    nearMiss: () => having({ startedIterations: 990 }),
  },
  scriptError: { triggered: () => having({ scriptErrors: 1 }), nearMiss: () => having({ scriptErrors: 0 }) },
  wrongBodies: { triggered: () => having({ wrongBodies: 1 }), nearMiss: () => having({ wrongBodies: 0 }) },
  interrupted: {
    triggered: () => having({ interruptedBy: "SIGINT" }),
    // Ended early as well, and on purpose: its answer was known.
    nearMiss: () => having({ endedOnPurpose: true, startedIterations: 400 }),
  },
  stopCondition: {
    triggered: () => having({ stopCondition: "error rate above 50 %" }),
    nearMiss: () => having({ stopCondition: null }),
  },
  clockStepped: { triggered: () => doubting(6), nearMiss: () => doubting(5) },
  // A clean run's interval begins at 0.025^(1/n), which passes 0.99 between 367 and 368.
  closeCall: { triggered: () => observing({ total: 367 }), nearMiss: () => observing({ total: 368 }) },
  leak: { triggered: () => trending("leak"), nearMiss: () => trending("levelled") },
  trendUndecided: { triggered: () => trending("inconclusive"), nearMiss: () => trending("stable") },
  generatorFailed: {
    triggered: () => having({ generatorFailure: "k6 ended with exit code 109" }),
    nearMiss: () => having({ generatorFailure: null }),
  },
  baselineUnhealthy: { triggered: () => baselineFailing(11), nearMiss: () => baselineFailing(10) },
  // One and a half times as slow is seen.
  noEffect: {
    triggered: () =>
      experimenting({ measured: aMeasuredFault({ detectedAfterSeconds: null, slowdown: 1.49 }) }),
    nearMiss: () =>
      experimenting({ measured: aMeasuredFault({ detectedAfterSeconds: null, slowdown: 1.5 }) }),
  },
  // 30 s are allowed.
  notRecovered: {
    triggered: () => experimenting({ measured: aMeasuredFault({ recoveredAfterSeconds: 30.2 }) }),
    nearMiss: () => experimenting({ measured: aMeasuredFault({ recoveredAfterSeconds: 30 }) }),
  },
  injectionFailed: {
    triggered: () =>
      experimenting({
        ...{ injectedAtMs: null, undoneAtMs: null, presence: null, measured: null },
        failures: ["process 4711 is gone"],
      }),
    nearMiss: () => experimenting({}),
  },
  faultNotUndone: {
    triggered: () => experimenting({ presence: "unknown" }),
    nearMiss: () => experimenting({ presence: "clean" }),
  },
};

describe("every reason of a verdict", () => {
  for (const [name, { triggered, nearMiss }] of Object.entries(cases)) {
    const code = name as ReasonCode;

    it(`${code} is given by a run that just deserves it, and makes it ${statusOfReason[code]}`, () => {
      const { status, reasons } = triggered();
      expect(reasons.map((reason) => reason.code)).to.include(code);
      expect(status).to.equal(statusOfReason[code]);
    });

    it(`${code} is not given by a run that just does not`, () => {
      expect(nearMiss().reasons.map((reason) => reason.code)).not.to.include(code);
    });

    it(`${code} is told in a sentence with its figures, and with its rule`, () => {
      const found = triggered();
      const reason = found.reasons.find((each) => each.code === code);
      expect(reason?.text).to.match(/^[\w"].+\.$/s);
      const [told] = toldReasons(
        aRecord({ verdict: { ...found, reasons: reason === undefined ? [] : [reason] } }),
      );
      expect(told?.rule).to.match(/^[A-Z].+\.$/);
      expect(reason?.text, "a figure").to.match(/\d/);
    });
  }
});

/** Titles of tests that run the real k6, or why there is none. */
type EndToEnd =
  | { readonly file: string; readonly triggered: string; readonly nearMiss: string }
  | { readonly none: string };

const scripted = "test/e2e/scripted-behaviour.test.ts";
const passes = "passes with exit code 0 when every objective is met, and leaves a complete run folder";

const endToEnd: Readonly<Record<ReasonCode, EndToEnd>> = {
  missed: {
    file: scripted,
    triggered: "one failure more than the goal allows",
    nearMiss: "as many failures as the goal allows",
  },
  tooFewSamples: {
    file: scripted,
    triggered: "too few requests to decide anything",
    nearMiss: "a clean run that is a close call, where close calls are no answer",
  },
  wrongBodies: {
    file: scripted,
    triggered: "one wrong body among those that are looked at",
    nearMiss: "a wrong body that nobody looks at",
  },
  closeCall: {
    file: scripted,
    triggered: "a clean run that is a close call, where close calls are no answer",
    nearMiss: "a clean run of twice the size, where close calls are no answer",
  },
  dropped: {
    file: "test/e2e/verdicts.test.ts",
    triggered: "is inconclusive with 3 when requests were dropped that could change the answer",
    nearMiss: passes,
  },
  interrupted: {
    file: "test/e2e/endings.test.ts",
    triggered: "ends gracefully on one SIGINT, keeps its results and exits with 105",
    nearMiss: "is judged aborted when k6 is killed under it",
  },
  generatorFailed: {
    file: "test/e2e/endings.test.ts",
    triggered: "is judged aborted when k6 is killed under it",
    nearMiss: "ends gracefully on one SIGINT, keeps its results and exits with 105",
  },
  scriptError: {
    file: "test/integration/generator/bare-k6.test.ts",
    triggered: "fails for an exception in the script, on which k6 itself would exit with 0",
    nearMiss: "passes when the objectives are met, against the address that -e gives, and shows a summary",
  },
  generatorSaturated: { none: "it takes a machine that is busy for ten seconds on purpose" },
  rateMissed: { none: "k6 drops what it cannot start: only a stopped k6 falls short without a drop" },
  stopCondition: { none: "no scenario has one yet" },
  clockStepped: {
    none: "it takes a machine whose clock may be set; with a clock of the test's: test/integration/generator",
  },
  leak: { none: "it takes a soak" },
  trendUndecided: { none: "it takes a soak" },
  baselineUnhealthy: { none: "it takes a fault controller: see the tests of chaos" },
  noEffect: { none: "it takes a fault controller: see the tests of chaos" },
  notRecovered: { none: "it takes a fault controller: see the tests of chaos" },
  injectionFailed: { none: "it takes a fault controller: see the tests of chaos" },
  faultNotUndone: { none: "it takes a fault controller: see the tests of chaos" },
};

describe("the tests of every reason with the real k6", () => {
  for (const [code, told] of Object.entries(endToEnd)) {
    if ("none" in told) continue;
    it(`${code} has a run that has it and one that has not`, () => {
      const text = readFileSync(new URL(`../../../../${told.file}`, import.meta.url), "utf8");
      expect(text).to.include(told.triggered);
      expect(text).to.include(told.nearMiss);
    });
  }
});
