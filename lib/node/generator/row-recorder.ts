/**
 * Keeps a row for each request while k6 runs: reads k6's CSV output from a named pipe, compacts
 * it, and writes it compressed. Whatever goes wrong with the rows, the pipe is read to its end: a
 * k6 that can't write would wait for us, and a test without rows is worth more than none.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, createGzip } from "node:zlib";
import { finished, pipeline } from "node:stream/promises";
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { Ledger } from "../process/ledger.ts";
import { createNamedPipe, type NamedPipe } from "./named-pipe.ts";
import { createRequestRows, REQUEST_COLUMNS, type RequestRows } from "./request-rows.ts";

export interface RowRecorder {
  /** What k6 is to write its CSV output to. */
  readonly csvFile: string;
  /** To be called once k6 has gone. */
  finish(): Promise<RecordedRows>;
}

export interface RecordedRows {
  readonly rows: number;
  /** Why rows are missing; null when none are. */
  readonly problem: string | null;
}

export async function recordRows(plan: LoadPlan, file: string, ledger: Ledger): Promise<RowRecorder> {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-rows-"));
  ledger.recordFolder(folder);
  const csvFile = join(folder, "k6.csv");
  const pipe = await createNamedPipe(csvFile);
  const rows = createRequestRows(new Map(plan.executors.map(({ name, phase }) => [name, phase])));
  const written = compress(pipe, rows, file);
  return {
    csvFile,
    finish: async () => {
      pipe.close();
      const problem = await written;
      await rm(folder, { recursive: true, force: true });
      ledger.forgetFolder(folder);
      return { rows: rows.count, problem };
    },
  };
}

/** Why rows are missing; null when none are. Never rejects. */
async function compress({ input }: NamedPipe, rows: RequestRows, file: string): Promise<string | null> {
  // Flushed with each piece, so that the file of a killed run can be read.
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  const written = pipeline(gzip, createWriteStream(file));
  let problem: string | null = null;
  const give = (error: unknown) => {
    problem ??= `${file}: ${error instanceof Error ? error.message : String(error)}; later rows are missing`;
    input.resume();
  };
  written.catch(give);
  gzip.on("drain", () => input.resume());
  gzip.write(`${REQUEST_COLUMNS}\n`);

  input.setEncoding("utf8");
  input.on("data", (text: string) => {
    if (problem !== null) return;
    try {
      const compacted = rows.push(text);
      if (compacted !== "" && !gzip.write(compacted)) input.pause();
    } catch (error) {
      give(error);
    }
  });
  await finished(input, { writable: false }).catch(give);
  gzip.end();
  await written.catch(give);
  return problem;
}
