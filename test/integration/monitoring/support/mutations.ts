/**
 * Every way to get a rule a little wrong, derived from its expression: each number is made larger and
 * smaller, each comparison turned or made to take its limit in or leave it out, each sum exchanged for
 * its opposite, each side of an "and", "or" and "unless" left out, each matcher of labels denied and left
 * out, each recorded window exchanged for every other one, each range made longer and shorter, and
 * so the time that an alert waits.
 *
 * One change is none, and is not made: where several selectors of an expression have the same matcher and
 * nothing sums their labels away, series that differ in it find no partner, so one of the selectors can do
 * without (`isRepeated`).
 */
import { parser } from "@prometheus-io/lezer-promql";
import { windowTexts } from "../../../../lib/core/rules/windows.ts";

export interface RuleText {
  readonly expr: string;
  /** As Prometheus writes it; undefined: at once. */
  readonly for?: string | undefined;
}

export interface Mutation extends RuleText {
  /** "12: 14.4 -> 16.56", for a person. */
  readonly what: string;
}

type Node = ReturnType<typeof parser.parse>["topNode"];

/** Operator -> what it is exchanged for. */
const turned: Readonly<Record<string, readonly string[]>> = {
  ">": ["<", "==", ">="],
  ">=": ["<", "==", ">"],
  "<": [">", "==", "<="],
  "<=": [">", "==", "<"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
};
const denied: Readonly<Record<string, string>> = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" };
const sides = ["And", "Or", "Unless"];
const scale = 0.15;
/** Below this a number counts things, and the next whole one is the smallest change. */
const smallCount = 20;
/** Tests look once a minute and slower: a range that differs by less holds the same samples. */
const leastRangeSeconds = 120;
/** Eight minutes at least: less is between two looks of the tests. */
const leastWaitMinutes = 8;

export function expressionMutations({ expr, ...rest }: RuleText): readonly Mutation[] {
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
      if (name === "NumberDurationLiteralInDurationContext")
        otherRanges(text).forEach((other) => replace(from, to, other));
      if (name === "Identifier") otherWindows(text).forEach((other) => replace(from, to, other));
      if (node.parent?.name === "BinaryExpr")
        (turned[text] ?? []).forEach((other) => replace(from, to, other));
      if (name === "MatchOp") replace(from, to, denied[text] ?? text);
      if (name === "UnquotedLabelMatcher" && !isRepeated(expr, node))
        replace(from, expr[to] === "," ? to + 1 : to, "");
      if (name === "BinaryExpr" && sides.some((operator) => node.getChild(operator) !== null)) {
        const [left, right] = [node.firstChild, node.lastChild];
        if (left === null || right === null) throw new Error(`an operator without sides: ${expr}`);
        replace(left.to, right.to, "");
        replace(left.from, right.from, "");
      }
    },
  });
  return mutations;
}

/** Whether another selector has the same matcher, and labels decide which of their series meet. */
function isRepeated(expr: string, matcher: Node): boolean {
  const text = expr.slice(matcher.from, matcher.to);
  if (expr.indexOf(text) === expr.lastIndexOf(text)) return false;
  for (let node: Node | null = matcher; node !== null; node = node.parent) {
    if (node.name === "AggregateExpr") return false;
  }
  return true;
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

function otherRanges(range: string): string[] {
  const seconds = waitMinutes(range) * 60;
  const change = Math.max(leastRangeSeconds, Math.ceil(seconds * scale));
  return [seconds + change, seconds - change].map((other) => `${other}s`);
}

export function waitMutations({ expr, for: wait }: RuleText): readonly Mutation[] {
  const minutes = waitMinutes(wait);
  if (minutes === 0) return [];
  const change = Math.max(leastWaitMinutes, Math.ceil(minutes * scale));
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
