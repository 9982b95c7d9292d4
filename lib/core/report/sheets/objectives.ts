/** A row for every objective in every judged phase: goal, measured share, events, margin, outcome. */
import type { Objective } from "../../objective/objective.ts";
import { phaseNames } from "../../record/names.ts";
import type { RunRecord } from "../../record/record.ts";
import { count, duration, percent, percentagePoints } from "../../record/units.ts";
import type { ObjectiveResult } from "../../record/verdict.ts";
import { type Cell, figures, type Sheet, words } from "../sheet.ts";

/** What the tables are made of. */
interface Judged {
  readonly results: RunRecord["results"];
  readonly plan: Pick<RunRecord["plan"], "objectives">;
}

export function objectiveSheet({ results, plan }: Judged): Sheet {
  return {
    head: [
      words("objective"),
      words("goal"),
      figures("measured"),
      figures("events"),
      figures("bad"),
      figures("margin"),
      words("result"),
    ],
    rows: results.map((result) => row(result, plan.objectives)),
  };
}

/** With room for what a terminal has none for: the interval and how many samples it takes. */
export function pageObjectiveSheet({ results, plan }: RunRecord): Sheet {
  return {
    head: [
      words("objective"),
      words("result"),
      words("goal"),
      figures("measured"),
      figures("margin"),
      figures("95 % interval"),
      figures("events"),
      figures("bad"),
      figures("dropped"),
      figures("takes at least"),
    ],
    rows: results.map((result) => {
      const [name = "", goal = "", share = "", events = "", bad = "", margin = "", outcome = ""] = row(
        result,
        plan.objectives,
      );
      const { interval, dropped, minimumSamples, goal: target } = result;
      const between = `${percent(interval.low, target)} to ${percent(interval.high, target)}`;
      return [
        name,
        outcome,
        goal,
        share,
        margin,
        between,
        events,
        bad,
        count(dropped),
        count(minimumSamples),
      ];
    }),
  };
}

function row(result: ObjectiveResult, objectives: readonly Objective[]): readonly Cell[] {
  return [
    nameOf(result),
    goalOf(result, objectives),
    result.share === null ? "nothing" : percent(result.share, result.goal),
    count(result.total),
    count(result.bad),
    result.margin === null ? "" : percentagePoints(result.margin),
    { text: outcomeOf(result), meaning: result.outcome },
  ];
}

export function nameOf({ objective, phase }: Pick<ObjectiveResult, "objective" | "phase">): string {
  return phase === phaseNames.main ? objective : `${objective} (${phase})`;
}

function goalOf({ objective, goal }: ObjectiveResult, objectives: readonly Objective[]): string {
  const bad = objectives.find((candidate) => candidate.id === objective)?.bad;
  if (bad?.kind === "slowerThan") return `${percent(goal)} in ${duration(bad.limitSeconds)}`;
  return `${percent(goal)} succeed`;
}

function outcomeOf({ outcome, closeCall }: ObjectiveResult): string {
  return closeCall ? `${outcome}, close call` : outcome;
}
