/**
 * Reads the rows that a team's system draws on, and checks them: a mistake in a file is found before
 * anything is sent, with its line. Rows go into the bundle and into the run's folder, so that no column
 * may hold credentials.
 */
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { DataFile, Row } from "../../core/system/data.ts";
import { csvRows } from "./csv-rows.ts";
import { jsonRows } from "./json-rows.ts";
import { wholeFile, wording, type ProjectProblem } from "./project-error.ts";

export interface DataRows {
  readonly rows: number;
  /** A list of objects. */
  readonly json: string;
}

/** As JSON; all of it is in the bundle. */
const MOST_BYTES = 32 * 1024 * 1024;
const holdsCredentials = /passw|passphrase|secret|token|^auth|cookie|api[-_]?key|credential/i;

const readers: Readonly<Record<string, (file: string, text: string, problems: ProjectProblem[]) => Row[]>> = {
  ".csv": csvRows,
  ".json": jsonRows,
};

/** By the name of the file's description; to be used only where no problem was added. */
export function readDataFiles(
  root: string,
  described: readonly DataFile[],
  problems: ProjectProblem[],
): Readonly<Record<string, DataRows>> {
  return Object.fromEntries(described.map(({ name, file }) => [name, rowsOf(root, file, problems)]));
}

function rowsOf(root: string, file: string, problems: ProjectProblem[]): DataRows {
  const before = problems.length;
  const tell = (text: string) => void problems.push(wholeFile("wrongData", file, text));
  const text = textOf(join(root, file), tell);
  const read = readers[extname(file)];
  const rows = text === null || read === undefined ? [] : read(file, text, problems);
  const json = JSON.stringify(rows);
  if (problems.length > before) return { rows: 0, json };
  if (rows.length === 0) tell(wording.noRows());
  if (Buffer.byteLength(json) > MOST_BYTES) tell(wording.tooManyRows(Buffer.byteLength(json), MOST_BYTES));
  const secret = Object.keys(rows[0] ?? {}).filter((column) => holdsCredentials.test(column));
  if (secret.length > 0) tell(wording.secretColumns(secret));
  return { rows: rows.length, json };
}

function textOf(path: string, tell: (text: string) => void): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    tell(wording.noDataFile((error as NodeJS.ErrnoException).code ?? "an error"));
    return null;
  }
}
