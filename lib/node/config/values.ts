/**
 * What the text of a setting may be: zod schemas from text to value, each with a checked bound.
 * A refusal carries its code and its rule (`must be ...`); where it was written and how to
 * correct it is added by whoever knows the place.
 */
import * as z from "zod";
import { parseMatchers } from "../../core/slo/label-matchers.ts";
import { parseBaseAddress } from "../../core/system/base-address.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { parseRate } from "./rate.ts";
import type { Refusal } from "./wording.ts";

export type ValueSchema<T> = z.ZodType<T, string>;

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export function rateValue(bounds: Bounds): ValueSchema<number> {
  const range = `at least ${bounds.least} and at most ${bounds.most} requests a second`;
  return quantity(parseRate, "must be a rate (50, 50/s, 3000/min)", `must be ${range}`, bounds);
}

/** With a unit: a person at a prompt may mean seconds or minutes. */
export function durationValue(bounds: Bounds): ValueSchema<number> {
  return quantity(parseDuration, "must be a duration with a unit (30s, 5m, 1h30m)", range(bounds), bounds);
}

/** With a unit, or plain seconds: what environment files have always held. */
export function durationOrSeconds(bounds: Bounds): ValueSchema<number> {
  const parse = (text: string) => parseDuration(text) ?? parsePlainNumber(text);
  return quantity(parse, "must be a duration (30s, 5m) or plain seconds (300)", range(bounds), bounds);
}

/** Of hours, days or weeks: `12h`, `30d`, `4w`; in seconds. */
export function periodValue(bounds: Bounds): ValueSchema<number> {
  const parse = (text: string) => {
    const [, amount, unit] = /^(\d+)(h|d|w)$/.exec(text) ?? [];
    return amount === undefined ? null : Number(amount) * (periodUnitSeconds[unit ?? ""] ?? Number.NaN);
  };
  const hours = (seconds: number) => `${seconds / 3600}h`;
  const rule = `must be at least ${hours(bounds.least)} and at most ${hours(bounds.most)}`;
  return quantity(parse, "must be a time in hours, days or weeks (12h, 30d, 4w)", rule, bounds);
}

const periodUnitSeconds: Readonly<Record<string, number>> = { h: 3600, d: 86_400, w: 604_800 };

export function integerValue(bounds: Bounds): ValueSchema<number> {
  const parse = (text: string) => (/^[+-]?\d+$/.test(text) ? Number(text) : null);
  const rule = `must be between ${bounds.least} and ${bounds.most}`;
  return quantity(parse, "must be a whole number", rule, bounds);
}

export function booleanValue(): ValueSchema<boolean> {
  return parsed((text) => {
    if (text === "true") return { value: true };
    if (text === "false") return { value: false };
    return { refusal: { code: "badValue", rule: "must be true or false" } };
  });
}

export function choiceValue<T extends string>(choices: readonly T[]): ValueSchema<T> {
  return parsed((text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined) return { value: choice };
    return { refusal: { code: "badValue", rule: `must be one of ${choices.join(", ")}` } };
  });
}

/** Names with commas between, none twice. */
export function listValue(): ValueSchema<readonly string[] | null> {
  return parsed<readonly string[] | null>((text) => {
    const names = text.split(",").map((name) => name.trim());
    if (names.includes(""))
      return { refusal: { code: "badValue", rule: "must be names with commas between" } };
    if (new Set(names).size < names.length) {
      return { refusal: { code: "badValue", rule: "must be different names with commas between" } };
    }
    return { value: names };
  });
}

/** As every base address is kept: without a slash at its end. */
export function addressValue(): ValueSchema<string | null> {
  return parsed<string | null>((text) => {
    const address = parseBaseAddress(text);
    if (address.ok) return { value: address.address };
    return { refusal: { code: "badValue", rule: address.rule } };
  });
}

/** The names that k6 gives to what it can say of a trend, none twice. */
export function trendStatsValue(): ValueSchema<readonly string[] | null> {
  return parsed<readonly string[] | null>((text) => {
    const names = text.split(",").map((name) => name.trim());
    if (!names.every(isTrendStat) || new Set(names).size < names.length) {
      const rule = "must be different ones of avg, min, med, max, count, sum and p(0) to p(100)";
      return { refusal: { code: "badValue", rule } };
    }
    return { value: names };
  });
}

function isTrendStat(name: string): boolean {
  const percentile = /^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1];
  if (percentile !== undefined) return Number(percentile) <= 100;
  return ["avg", "min", "med", "max", "count", "sum"].includes(name);
}

/** @param what reads on from `must be`: `a folder` */
export function textValue(what: string): ValueSchema<string> {
  return parsed((text) =>
    text.trim() === "" || text.includes("\0")
      ? { refusal: { code: "badValue", rule: `must be ${what}` } }
      : { value: text },
  );
}

/** `env="staging",region!="eu"` */
export function matchersValue(): ValueSchema<readonly string[]> {
  const rule = `must be matchers of labels, each like env="staging" with = != =~ or !~, with commas between`;
  return parsed((text) => {
    const value = parseMatchers(text);
    return value === null ? { refusal: { code: "badValue", rule } } : { value };
  });
}

/** The refusal that a schema of this module gave. */
export function refusalOf(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  if (issue?.code !== "custom")
    throw new Error("a setting's schema must refuse with a rule", { cause: error });
  return issue.params as unknown as Refusal;
}

type Parsed<T> = { readonly value: T } | { readonly refusal: Refusal };

function parsed<T>(parse: (text: string) => Parsed<T>): ValueSchema<T> {
  return z.string().transform((text, context) => {
    const outcome = parse(text);
    if ("value" in outcome) return outcome.value;
    context.issues.push({ code: "custom", input: text, params: { ...outcome.refusal } });
    return z.NEVER;
  });
}

/** A negative number is a quantity out of range, not a mistake of form: the bound says more. */
function quantity(
  parse: (text: string) => number | null,
  formRule: string,
  rangeRule: string,
  bounds: Bounds,
): ValueSchema<number> {
  return parsed((text) => {
    const negative = text.startsWith("-") && parse(text.slice(1)) !== null;
    const value = negative ? Number.NEGATIVE_INFINITY : parse(text);
    if (value === null) return { refusal: { code: "badValue", rule: formRule } };
    if (value >= bounds.least && value <= bounds.most) return { value };
    return { refusal: { code: "outOfRange", rule: rangeRule } };
  });
}

function range(bounds: Bounds): string {
  return `must be at least ${formatDuration(bounds.least)} and at most ${formatDuration(bounds.most)}`;
}

function parsePlainNumber(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
