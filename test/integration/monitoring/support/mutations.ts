/**
 * Every way to get an alert a little wrong, derived from its expression: each number is made larger and
 * smaller, each comparison turned, each side of an "and" left out, each recorded window exchanged for
 * every other one, and the time that it waits made longer and shorter. `>` and `>=` are one: shares
 * are never exactly on a threshold but by rounding. Ranges of `rate` are not changed where the
 * alert's examples are steady, because any range says the same of them.
 */
import { parser } from "@prometheus-io/lezer-promql";
import { windowTexts } from "../../../../lib/core/rules/windows.ts";

export interface AlertText {
  readonly expr: string;
  /** As Prometheus writes it; undefined: at once. */
  readonly for?: string | undefined;
}

export interface Mutation extends AlertText {
  /** "12: 14.4 -> 16.56", for a person. */
  readonly what: string;
}

const turned: Readonly<Record<string, readonly string[]>> = {
  ">": ["<", "=="],
  "<": [">", "=="],
  "==": ["!="],
};
const scale = 0.15;
/** Below this a number counts things, and the next whole one is the smallest change. */
const smallCount = 20;

export function expressionMutations({ expr, ...rest }: AlertText): readonly Mutation[] {
  const mutations: Mutation[] = [];
  const replace = (from: number, to: number, text: string) => {
    const what = `${from}: ${expr.slice(from, to)} -> ${text === "" ? "left out" : text}`;
    mutations.push({ ...rest, what, expr: expr.slice(0, from) + text + expr.slice(to) });
  };
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      const text = expr.slice(from, to);
      if (name === "⚠") throw new Error(`no PromQL at ${from}: ${expr}`);
      if (name === "NumberDurationLiteral") numbers(text).forEach((other) => replace(from, to, other));
      if (name === "Identifier") otherWindows(text).forEach((other) => replace(from, to, other));
      if (node.parent?.name === "BinaryExpr")
        (turned[text] ?? []).forEach((other) => replace(from, to, other));
      if (name === "BinaryExpr" && node.getChild("And") !== null) {
        const [left, right] = [node.firstChild, node.lastChild];
        if (left === null || right === null) throw new Error(`an "and" without sides: ${expr}`);
        replace(left.to, right.to, "");
        replace(left.from, right.from, "");
      }
    },
  });
  return mutations;
}

function numbers(text: string): string[] {
  const value = Number(text);
  const isCount = Number.isInteger(value) && value <= smallCount;
  const others = isCount ? [value + 1, value - 1] : [value * (1 + scale), value * (1 - scale)];
  return others.map((other) => String(Number(other.toPrecision(12))));
}

function otherWindows(metric: string): string[] {
  const [, name, window] = /^(slo:.*:rate)(\w+)$/.exec(metric) ?? [];
  if (name === undefined) return [];
  return windowTexts.filter((other) => other !== window).map((other) => `${name}${other}`);
}

/** Eight minutes at least: less is between two looks of the tests. */
export function waitMutations({ expr, for: wait }: AlertText): readonly Mutation[] {
  const minutes = waitMinutes(wait);
  if (minutes === 0) return [];
  const change = Math.max(8, Math.ceil(minutes * scale));
  return [minutes + change, Math.max(0, minutes - change)].map((other) => ({
    expr,
    for: `${other}m`,
    what: `for: ${wait ?? ""} -> ${other}m`,
  }));
}

/** Of a duration in one unit. */
export function waitMinutes(wait: string | undefined): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(wait ?? "0m") ?? [];
  const perUnit = { s: 1 / 60, m: 1, h: 60, d: 1440 }[unit ?? ""];
  if (perUnit === undefined) throw new Error(`no duration: ${wait ?? ""}`);
  return Number(amount) * perUnit;
}
