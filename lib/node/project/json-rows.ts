/** The rows of a JSON file: a list of flat objects that all have the same keys. */
import * as z from "zod";
import type { Row } from "../../core/system/data.ts";
import { wholeFile, wording, type ProjectProblem } from "./project-error.ts";

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const row = z.record(z.string(), cell);

export function jsonRows(file: string, text: string, problems: ProjectProblem[]): Row[] {
  const tell = (field: string, problem: string) =>
    void problems.push({ ...wholeFile("wrongData", file, problem), field });
  const list = parsed(text, tell);
  if (!Array.isArray(list)) {
    if (list !== undefined) tell("", wording.shape("a list of objects", list));
    return [];
  }
  const columns = keysOf(list[0]);
  for (const [index, received] of (list as unknown[]).entries()) {
    const field = `[${index}]`;
    if (!row.safeParse(received).success) {
      tell(field, wording.shape("an object of texts, numbers, true, false and null", received));
    } else if (keysOf(received) !== columns) {
      tell(field, wording.otherKeys(columns, keysOf(received)));
    } else continue;
    return []; // a thousand more would say the same
  }
  return list as Row[];
}

function parsed(text: string, tell: (field: string, problem: string) => void): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    tell("", wording.json(error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function keysOf(received: unknown): string {
  return typeof received === "object" && received !== null ? Object.keys(received).sort().join(", ") : "";
}
