/** The tables of the report on objectives: budgets, SLAs, and when most was spent. */
import { count, percent } from "../../record/units.ts";
import { gateOf, type ReportedObjective, type SloReport } from "../../slo/report.ts";
import type { TakenOut } from "../../slo/sla.ts";
import { runsDuring } from "../../slo/run-spans.ts";
import { type Cell, figures, type Sheet, words } from "../sheet.ts";
import { between, instant } from "./instant.ts";
import { longSpan } from "./long-span.ts";
import { share } from "./share.ts";

export function budgetSheet({ objectives }: SloReport): Sheet {
  return {
    head: [
      words("objective"),
      figures("goal"),
      figures("achieved"),
      figures("events"),
      figures("bad"),
      figures("bad left"),
      figures("budget left"),
      figures("per week"),
      figures("days left"),
      figures("data"),
      words("result"),
    ],
    rows: objectives.map(budgetRow),
  };
}

function budgetRow(of: ReportedObjective): readonly Cell[] {
  const { objective, achieved, total, bad, budget, burnPerWeek, coveredShare } = of;
  return [
    objective.id,
    percent(objective.goal),
    achieved === null ? "unknown" : percent(achieved, objective.goal),
    count(total),
    count(bad),
    count(Math.floor(budget.left)),
    budget.leftShare === null ? "unknown" : share(budget.leftShare, 3),
    burnPerWeek === null ? "unknown" : share(burnPerWeek, 3),
    daysLeft(of),
    share(Math.floor(coveredShare * 1000) / 1000),
    { text: resultInWords(of), meaning: gateOf(of) },
  ];
}

function daysLeft({ daysToExhaustion, total }: ReportedObjective): string {
  if (total === 0) return "unknown";
  return daysToExhaustion === null ? "no burn" : count(Number(daysToExhaustion.toPrecision(3)));
}

function resultInWords(of: ReportedObjective): string {
  return of.outcome === "met" && gateOf(of) === "missed" ? "met, exhausted" : of.outcome;
}

export function slaSheet({ objectives }: SloReport): Sheet {
  return {
    head: [
      words("SLA of"),
      words("month"),
      figures("goal"),
      figures("achieved"),
      figures("events"),
      figures("bad"),
      figures("bad left"),
      figures("data"),
      words("so far"),
      words("taken out"),
      words("not taken out"),
    ],
    rows: objectives.flatMap(({ objective, sla }) => (sla === null ? [] : [slaRow(objective.id, sla)])),
  };
}

function slaRow(id: string, of: NonNullable<ReportedObjective["sla"]>): readonly Cell[] {
  return [
    id,
    instant(of.monthStartSeconds).slice(0, 7),
    percent(of.sla.goal),
    of.achieved === null ? "unknown" : percent(of.achieved, of.sla.goal),
    count(of.total),
    count(of.bad),
    count(Math.floor(of.eventsLeft)),
    share(Math.floor(of.coveredShare * 1000) / 1000),
    { text: of.outcome, meaning: of.outcome },
    takenOutInWords(of.takenOut),
    of.untimed.length === 0 ? "nothing" : of.untimed.join(", "),
  ];
}

function takenOutInWords({ seconds, total, bad }: TakenOut): string {
  return seconds === 0 ? "nothing" : `${longSpan(seconds)}: ${count(bad)} bad of ${count(total)}`;
}

export function worstSheet({ objectives, runs }: SloReport): Sheet {
  return {
    head: [words("objective"), words("when (UTC)"), figures("bad"), figures("of"), words("runs meanwhile")],
    rows: objectives.flatMap(({ objective, worst }) =>
      worst.map((interval): readonly Cell[] => [
        objective.id,
        between(interval.startSeconds, interval.endSeconds),
        count(interval.bad),
        count(interval.total),
        runsDuring(interval, runs)
          .map(({ runId, verdict }) => `${runId} (${verdict})`)
          .join(", "),
      ]),
    ),
  };
}
