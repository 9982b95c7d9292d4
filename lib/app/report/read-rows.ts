/**
 * The rows of an ndjson file one after the other, in bounded memory. A torn last line is legal: the
 * run was killed while it wrote. A line amid the file that is no JSON is told.
 */
import { createReadStream } from "node:fs";

export interface ReadRows {
  readonly rows: number;
  /** Lines that are no JSON, the last one left out. */
  readonly damaged: number;
}

export async function readRows(path: string, add: (row: unknown) => void): Promise<ReadRows> {
  let [rows, damaged, lastIsDamaged] = [0, 0, false];
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      if (lastIsDamaged) damaged += 1;
      const row = parsed(line);
      lastIsDamaged = row === undefined;
      if (row === undefined) continue;
      rows += 1;
      add(row);
    }
  }
  return { rows, damaged };
}

/** Some at a time: one by one, waiting for each would take longer than reading it. */
async function* linesOf(path: string): AsyncGenerator<readonly string[]> {
  let torn = "";
  for await (const chunk of createReadStream(path, "utf8") as AsyncIterable<string>) {
    const lines = (torn + chunk).split("\n");
    torn = lines.pop() ?? "";
    yield lines;
  }
  if (torn !== "") yield [torn];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined; // counted by the caller
  }
}
