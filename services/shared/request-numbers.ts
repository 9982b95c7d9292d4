/**
 * Whole numbers from a path or a query: page, page size, id. Written in plain digits, within
 * bounds, and refused with the rule and what was received where they are not.
 */
import { badRequest, type FieldProblem } from "./problem.ts";
import { largestUserId } from "./users.ts";

export interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

export const pagingBounds = {
  page: { min: 1, max: 1_000_000, default: 1 },
  pageSize: { min: 1, max: 100, default: 20 },
} as const;

/** @param query as the framework parsed it; a parameter given twice is an array and refused */
export function readPaging(query: unknown): Paging {
  const given = query as Readonly<Record<string, unknown>>;
  const problems: FieldProblem[] = [];
  const read = (name: keyof typeof pagingBounds): number => {
    const { min, max, default: otherwise } = pagingBounds[name];
    if (given[name] === undefined) return otherwise;
    const value = wholeNumber(given[name]);
    if (value !== null && value >= min && value <= max) return value;
    problems.push({ field: `query.${name}`, message: mustBe(min, max, given[name]) });
    return otherwise;
  };
  const paging = { page: read("page"), pageSize: read("pageSize") };
  if (problems.length > 0) throw badRequest(problems);
  return paging;
}

export function readUserId(params: unknown): number {
  const { id } = params as { readonly id: unknown };
  const value = wholeNumber(id);
  if (value !== null && value >= 1 && value <= largestUserId) return value;
  throw badRequest([{ field: "path.id", message: mustBe(1, largestUserId, id) }]);
}

function wholeNumber(text: unknown): number | null {
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function mustBe(min: number, max: number, received: unknown): string {
  return `must be a whole number from ${min} to ${max}, got ${JSON.stringify(received).slice(0, 40)}`;
}
