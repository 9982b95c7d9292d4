/** Are the objectives kept, how much of their budgets is left, and how fast does it go? */
import type { Objective } from "../objective/objective.ts";
import { alertNames, dashboardUids, notSynthetic, sloMetrics, traffics } from "../rules/names.ts";
import { burnFactor, burnPairs, windowSeconds } from "../rules/windows.ts";
import type { DashboardSpec } from "./dashboard.ts";
import { type Limit, type Section, units } from "./panel.ts";
import { labelVariable } from "./variables.ts";

const chosen = 'slo=~"$slo"';
const users = `${chosen},${notSynthetic}`;
const budget = `(1 - max by (slo) (${sloMetrics.goal}{${chosen}}))`;

export function sloDashboard(objectives: readonly Objective[]): DashboardSpec {
  return {
    uid: dashboardUids.slo,
    title: "Objectives and error budgets",
    description: "Users' traffic alone: what load tests send is told apart and spends no budget.",
    from: "now-7d",
    variables: [
      labelVariable("slo", {
        heading: "Objective",
        query: `label_values(${sloMetrics.goal}, slo)`,
        newestFirst: false,
      })
        .multi(true)
        .includeAll(true)
        .allValue(".+"),
    ],
    sections: [overPeriod, budgets, burning(objectives), events],
  };
}

const bySlo = (series: string) => `max by (slo) (${series})`;

const overPeriod: Section = {
  title: "Over each objective's period",
  each: 1,
  panels: [
    {
      kind: "table",
      title: "Objectives",
      description:
        "Share of good events over the whole period, each event weighing the same, and what is left of the budget: " +
        "1 is all of it, below 0 the objective is missed.",
      unit: units.count,
      labels: { slo: "objective" },
      columnUnits: { goal: units.share, achieved: units.share, "budget left": units.share },
      queries: [
        { expr: bySlo(`${sloMetrics.goal}{${chosen}}`), legend: "goal" },
        { expr: bySlo(`1 - ${sloMetrics.errorRatioOfPeriod}{${users}}`), legend: "achieved" },
        { expr: bySlo(`${sloMetrics.budgetRemaining}{${users}}`), legend: "budget left" },
        { expr: bySlo(`${sloMetrics.badOfPeriod}{${users}}`), legend: "bad events" },
        { expr: bySlo(`${sloMetrics.totalOfPeriod}{${users}}`), legend: "events" },
      ],
    },
  ],
};

const budgets: Section = {
  title: "Budgets",
  each: 2,
  panels: [
    {
      kind: "time",
      title: "Budget left",
      description:
        "Of the period that ends at each moment. A rolling period forgets: the line also rises when bad events grow older than it.",
      unit: units.share,
      limits: [{ value: 0, kind: "hard" }],
      wholeScale: true,
      queries: [{ expr: `${sloMetrics.budgetRemaining}{${users}}`, legend: "{{slo}}" }],
    },
    {
      kind: "time",
      title: "Alerts about budgets",
      description: "1 while an alert fires; the severity says whether somebody was woken.",
      unit: units.count,
      queries: [
        {
          expr:
            `max by (slo, severity, window) (ALERTS{alertname="${alertNames.burn}",alertstate="firing",` +
            `${chosen},${notSynthetic}})`,
          legend: "{{slo}} {{severity}} {{window}}",
        },
      ],
    },
  ],
};

/** A burn rate of 1 spends the budget exactly within the period. */
function burning(objectives: readonly Objective[]): Section {
  return {
    title: "How fast budgets burn",
    each: 2,
    panels: burnPairs.map(({ long, short, budgetShare, severity }) => ({
      kind: "time" as const,
      title: `Burn rate over ${long} and ${short}`,
      description:
        `How many times faster than its budget allows an objective has bad events. An alert (${severity}) begins where both ` +
        `windows are above the line: ${budgetShare * 100} % of the budget is then gone within ${long}.`,
      unit: units.factor,
      limits: factors(objectives, budgetShare, windowSeconds[long]),
      queries: [long, short].map((window) => ({
        expr: `max by (slo) (${sloMetrics.errorRatio(window)}{${users}}) / on (slo) ${budget}`,
        legend: `{{slo}} ${window}`,
      })),
    })),
  };
}

/** Of each period that an objective has: mostly one. */
function factors(objectives: readonly Objective[], budgetShare: number, seconds: number): readonly Limit[] {
  const periods = [...new Set(objectives.map(({ periodDays }) => periodDays))].sort((a, b) => a - b);
  return periods.map((days) => ({
    value: burnFactor(budgetShare, days, seconds),
    kind: "hard",
  }));
}

const events: Section = {
  title: "Events",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Bad events",
      description: "Bad events a second over five minutes, of users.",
      unit: units.perSecond,
      queries: [{ expr: `${sloMetrics.bad("5m")}{${users}}`, legend: "{{slo}}" }],
    },
    {
      kind: "time",
      title: "Events",
      description:
        "Events a second over five minutes, of users. Where there are few, one bad event is a large share.",
      unit: units.perSecond,
      queries: [{ expr: `${sloMetrics.total("5m")}{${users}}`, legend: "{{slo}}" }],
    },
    {
      kind: "time",
      title: "Bad events of load tests",
      description: "Share of bad events in what tests sent. It spends no budget.",
      unit: units.share,
      queries: [
        {
          expr: `${sloMetrics.errorRatio("5m")}{${chosen},traffic="${traffics.synthetic}"}`,
          legend: "{{slo}}",
        },
      ],
    },
  ],
};
