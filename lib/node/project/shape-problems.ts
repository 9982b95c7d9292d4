/**
 * Zod's issues as problems that a person can act on. The schemas of this room give each rule as
 * their message (it reads on from `must be`), so that here only the place and the value are added.
 */
import * as z from "zod";
import { wording, type ProjectErrorCode, type ProjectProblem } from "./project-error.ts";

export type Path = readonly PropertyKey[];

/** An object without keys that nobody reads: a misspelt key is an error, not a default. */
export function strict<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? wording.unknownKeys(issue.keys, Object.keys(shape))
        : `an object with ${Object.keys(shape).join(", ")}`,
  });
}

/** @param lineOf finds the line of a path in the file, where the file has lines that count */
export function shapeProblems(
  file: string,
  exported: string,
  value: unknown,
  error: z.ZodError,
  lineOf: (path: Path) => number | null = () => null,
): ProjectProblem[] {
  return error.issues.map((issue) => {
    const unknownKey = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    return {
      code: wholeSentenceCode(issue) ?? "wrongShape",
      file,
      line: lineOf([...issue.path, ...unknownKey]),
      field: fieldName(exported, value, issue.path),
      text: sentence(issue, valueAt(value, issue.path)),
    };
  });
}

function sentence(issue: z.core.$ZodIssue, received: unknown): string {
  if (issue.code === "unrecognized_keys" || wholeSentenceCode(issue) !== null) return issue.message;
  return received === undefined ? wording.missing(issue.message) : wording.shape(issue.message, received);
}

/** Of a refusal that must not repeat the value, which may be a credential: its message says it all. */
function wholeSentenceCode(issue: z.core.$ZodIssue): ProjectErrorCode | null {
  if (issue.code !== "custom") return null;
  return (issue.params?.["wholeSentence"] as ProjectErrorCode | undefined) ?? null;
}

/** `endpoints[1] (users_list).path`: a list's element is easier found by its name. */
function fieldName(exported: string, value: unknown, path: Path): string {
  let name = exported;
  path.forEach((key, index) => {
    if (typeof key !== "number") {
      name += name === "" ? String(key) : `.${String(key)}`;
      return;
    }
    const label = labelOf(valueAt(value, path.slice(0, index + 1)));
    name += label === null ? `[${key}]` : `[${key}] (${label})`;
  });
  return name;
}

function labelOf(element: unknown): string | null {
  if (typeof element !== "object" || element === null) return null;
  const { id, name } = element as { id?: unknown; name?: unknown };
  if (typeof id === "string") return id;
  return typeof name === "string" ? name : null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
