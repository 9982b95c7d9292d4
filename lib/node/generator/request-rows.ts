/**
 * From k6's CSV output, which has a row for each sample of each metric, to one row a request:
 *
 *   timestamp      end of the request as k6 stamps it, ISO 8601 in UTC, to the millisecond
 *   endpoint, method, phase
 *   status_code    0 where there was no answer
 *   response_time  milliseconds as the user feels it, `blocked` + `duration`: what objectives are
 *                  judged by. A request that never got a connection shows 0: k6 does not time it.
 *   error          empty for an expected answer, else k6's error or the unexpected status
 *
 * k6 writes a request's samples together, `http_req_duration` before `http_req_blocked`.
 */
import { tokenRequests } from "../../core/record/names.ts";
import { createCsvLines, csvField, csvFields } from "./csv-lines.ts";

export const REQUEST_COLUMNS = "timestamp,endpoint,method,status_code,response_time,error,phase";

export interface RequestRows {
  /** Rows of the requests that are complete with this piece of k6's output, each with its line break. */
  push(text: string): string;
  readonly count: number;
}

const needed = [
  "metric_name",
  "timestamp",
  "metric_value",
  "name",
  "method",
  "status",
  "scenario",
  "error",
  "expected_response",
] as const;
type Column = (typeof needed)[number];
type Columns = Readonly<Record<Column, number>>;

/**
 * @param phases phase by executor
 * @throws Error from `push` when k6's output is not what this reads
 */
export function createRequestRows(phases: ReadonlyMap<string, string>): RequestRows {
  const lines = createCsvLines();
  let columns: Columns | null = null;
  let durationMs: number | null = null;
  let count = 0;

  const rowOf = (record: string, at: Columns): string => {
    if (record.startsWith("http_req_duration,")) {
      durationMs = Number(csvFields(record)[at.metric_value]);
      return "";
    }
    if (!record.startsWith("http_req_blocked,")) return "";
    if (durationMs === null)
      throw new Error("k6's CSV output: http_req_blocked without http_req_duration before it");
    const row = requestRow(csvFields(record), at, durationMs, phases);
    durationMs = null;
    count += 1;
    return row;
  };

  return {
    push: (text) => {
      let rows = "";
      for (const record of lines.push(text)) {
        if (columns === null) columns = columnsOf(record);
        else rows += rowOf(record, columns);
      }
      return rows;
    },
    get count() {
      return count;
    },
  };
}

function requestRow(
  fields: readonly string[],
  at: Columns,
  durationMs: number,
  phases: ReadonlyMap<string, string>,
): string {
  const field = (column: Column) => fields[at[column]] ?? "";
  const error = field("error");
  const unexpected = field("expected_response") === "false" ? `unexpected status ${field("status")}` : "";
  const row = [
    new Date(Number(field("timestamp"))).toISOString(),
    field("name"),
    field("method"),
    field("status"),
    (durationMs + Number(field("metric_value"))).toFixed(3),
    error === "" ? unexpected : error,
    field("name") === tokenRequests.name ? tokenRequests.phase : (phases.get(field("scenario")) ?? ""),
  ];
  return `${row.map(csvField).join(",")}\n`;
}

function columnsOf(header: string): Columns {
  const names = csvFields(header);
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`k6's CSV output: no column ${missing.join(", ")} in "${header}"`);
  return Object.fromEntries(needed.map((column) => [column, names.indexOf(column)])) as Columns;
}
