/** The wording of every reason: sentences for a person, with the figures that decided. */
import type { Objective } from "../objective/objective.ts";
import { fileNames, phaseNames } from "../record/names.ts";
import type { GeneratorHealth, RunFacts } from "../record/record.ts";
import { saturation } from "../record/saturation.ts";
import type { TrendResult } from "../record/trend.ts";
import { count, counted, duration, percent } from "../record/units.ts";
import type { Observation, Reason, ReasonCode } from "../record/verdict.ts";
import { wasSaturated } from "./doubt.ts";
import type { Interval } from "./interval.ts";

/** One objective and the events that were counted for it in one phase. */
export interface Judged {
  readonly objective: Objective;
  readonly observation: Observation;
  readonly interval: Interval;
  readonly minimumSamples: number;
}

export const reasonsOfObjective = {
  missed: (judged: Judged) =>
    about(judged, "missed", `missed. ${goodShare(judged)}; the goal is ${goal(judged)}.`),

  tooFewSamples: (judged: Judged) => {
    const { observation, minimumSamples } = judged;
    const more = Math.max(1, minimumSamples - observation.total);
    return about(
      judged,
      "tooFewSamples",
      `undecided. ${counted(observation.total, "event")} can't decide a goal of ${goal(judged)}: ` +
        `it takes ${count(minimumSamples)}, ${count(more)} more.`,
    );
  },

  dropped: (judged: Judged) => {
    const { dropped } = judged.observation;
    const [was, had] = dropped === 1 ? ["was", "it"] : ["were", "they"];
    return about(
      judged,
      "dropped",
      `undecided. ${counted(dropped, "request")} that should have been sent ${was} not: had ${had} all been good, ` +
        `the answer would differ from had ${had} all been bad. ${goodShare(judged)}; the goal is ${goal(judged)}. ` +
        `More VUs, or a lower rate, avoid this.`,
    );
  },

  generatorSaturated: (judged: Judged, facts: RunFacts) =>
    about(
      judged,
      "generatorSaturated",
      `undecided. ${goodShare(judged)}, which misses the goal of ${goal(judged)}, but the load generator ` +
        `${tooBusy(facts.generator)} and may have measured itself. ` +
        `A lower rate, or a larger machine, avoids this.`,
    ),

  clockStepped: (judged: Judged, { clockSteps, requestsInDoubt }: RunFacts) => {
    const { total } = judged.observation;
    return about(
      judged,
      "clockStepped",
      `undecided. The clock by which requests are timed was set ${counted(clockSteps, "time")} during the run, and up to ` +
        `${counted(Math.min(total, requestsInDoubt), "request")} under way may have been faster or slower than measured: ` +
        `enough to change the answer. ${goodShare(judged)}; the goal is ${goal(judged)}. ` +
        `A longer run, or a clock that nobody sets meanwhile, avoids this.`,
    );
  },

  closeCall: (judged: Judged) => {
    const { low, high } = judged.interval;
    const target = judged.objective.goal;
    return about(
      judged,
      "closeCall",
      `close call. ${goodShare(judged)}; from so many events the true share may be anywhere from ` +
        `${percent(low, target)} to ${percent(high, target)}, on either side of the goal of ${goal(judged)}` +
        `${judged.observation.dropped > 0 ? ", and events that were dropped widen that" : ""}.`,
    );
  },
} as const;

export const reasonsOfRun = {
  interrupted: (signal: string, facts: RunFacts) =>
    ofRun(
      "interrupted",
      `The run was ended early by ${signal}, after ${started(facts)}; what was counted until then is kept.`,
    ),

  stopCondition: (condition: string, facts: RunFacts) =>
    ofRun("stopCondition", `The run was ended by a stop condition, after ${started(facts)}: ${condition}.`),

  generatorFailed: (failure: string, facts: RunFacts) =>
    ofRun(
      "generatorFailed",
      `The load generator failed, after ${started(facts)}: ${failure}. That says nothing of the system.`,
    ),

  scriptError: (errors: number) =>
    ofRun(
      "scriptError",
      `${counted(errors, "iteration")} ended with an exception in the scenario's script, so the test did not do ` +
        `what it says. ${fileNames.log} has the messages.`,
    ),

  wrongBodies: (bodies: number) =>
    ofRun(
      "wrongBodies",
      `${counted(bodies, "answer")} of those that were looked at had an expected status and a wrong body: ` +
        `${fileNames.log} says what was wrong.`,
    ),

  rateMissed: (facts: RunFacts) => {
    const reached = facts.startedIterations + facts.droppedIterations;
    return ofRun(
      "rateMissed",
      `The load generator came to ${count(reached)} of ${counted(facts.plannedIterations, "planned iteration")} ` +
        `(${percent(reached / facts.plannedIterations)}): the system was under less load than planned.`,
    );
  },

  leak: (trend: TrendResult) => ofRun("leak", trend.text),

  trendUndecided: (trend: TrendResult) => ofRun("trendUndecided", trend.text),

  nothingJudged: () =>
    ofRun(
      "tooFewSamples",
      "Nothing was judged: the run has no objective that its number of requests could decide. " +
        "A longer run or a higher rate has more.",
    ),
} as const;

function started({ startedIterations, plannedIterations }: RunFacts): string {
  return `${count(startedIterations)} of ${counted(plannedIterations, "planned iteration")}`;
}

function tooBusy(generator: GeneratorHealth): string {
  if (wasSaturated(generator)) {
    return (
      `used more than ${percent(saturation.cpuShare)} of its ${counted(generator.cores, "core")} for ` +
      duration(generator.saturatedSeconds)
    );
  }
  return (
    `got its turns on the CPU late, by more than ${duration(saturation.waitPerTurnSeconds)} on average, for ` +
    duration(generator.lateSeconds ?? 0)
  );
}

function about(judged: Judged, code: ReasonCode, text: string): Reason {
  const { objective, observation } = judged;
  const where = observation.phase === phaseNames.main ? "" : ` in phase ${observation.phase}`;
  return { code, text: `${objective.id}${where}: ${text}`, objective: objective.id };
}

function ofRun(code: ReasonCode, text: string): Reason {
  return { code, text, objective: null };
}

function goal({ objective }: Judged): string {
  const limit = objective.bad.kind === "slowerThan" ? ` within ${duration(objective.bad.limitSeconds)}` : "";
  return `${percent(objective.goal)}${limit}`;
}

function goodShare({ objective, observation }: Judged): string {
  const { total, bad } = observation;
  if (total === 0) return "No event was seen";
  const share = percent((total - bad) / total, objective.goal);
  return `${share} of ${counted(total, "event")} ${total === 1 ? "was" : "were"} good and ${count(bad)} bad`;
}
