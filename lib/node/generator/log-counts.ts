/** How many warnings and errors are in k6's log. k6 writes logfmt: one entry a line, `level=...` in it. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export interface LogCounts {
  readonly warnings: number;
  readonly errors: number;
}

/** Zero of each for a log that is not there: k6 writes none without an entry. */
export async function readLogCounts(file: string): Promise<LogCounts> {
  let counts: LogCounts = { warnings: 0, errors: 0 };
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) counts = withLine(counts, line);
  } catch {
    // see above
  }
  return counts;
}

function withLine({ warnings, errors }: LogCounts, line: string): LogCounts {
  const level = /^time=\S+ level=(\w+)/.exec(line)?.[1];
  if (level === "warning") return { warnings: warnings + 1, errors };
  if (level === "error" || level === "fatal" || level === "panic") return { warnings, errors: errors + 1 };
  return { warnings, errors };
}
