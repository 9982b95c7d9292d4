/**
 * The rows of an ndjson file one after the other, in bounded memory. A torn last line is legal: the
 * run was killed while it wrote. A line amid the file that is no JSON is told.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export interface ReadRows {
  readonly rows: number;
  /** Lines that are no JSON, the last one left out. */
  readonly damaged: number;
}

export async function readRows(path: string, add: (row: unknown) => void): Promise<ReadRows> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  let [rows, damaged, lastIsDamaged] = [0, 0, false];
  for await (const line of lines) {
    if (lastIsDamaged) damaged += 1;
    const row = parsed(line);
    lastIsDamaged = row === undefined;
    if (row === undefined) continue;
    rows += 1;
    add(row);
  }
  return { rows, damaged };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined; // counted by the caller
  }
}
