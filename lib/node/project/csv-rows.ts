/** The rows of a CSV file whose first line names the columns: RFC 4180, UTF-8, every cell a text. */
import { CsvError, parse } from "csv-parse/sync";
import type { Row } from "../../core/system/data.ts";
import { wording, type ProjectProblem } from "./project-error.ts";

export function csvRows(file: string, text: string, problems: ProjectProblem[]): Row[] {
  const tell = (line: number | null, problem: string) =>
    void problems.push({ code: "wrongData", file, line, field: "", text: problem });
  const columns = (names: string[]) => {
    const empty = names.some((name) => name === "");
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    if (empty || twice.length > 0) tell(1, wording.columnNames(names));
    return names;
  };
  try {
    return parse<Row>(text, { columns, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    tell(typeof error["lines"] === "number" ? error["lines"] : null, wording.csv(reasonOf(error)));
    return [];
  }
}

/** The library's sentence begins with its kind and ends with the line, which is told already. */
function reasonOf({ message }: CsvError): string {
  return message.replace(/^[A-Z][\w ]*: /, "").replace(/,? (?:on|at) line \d+/, "");
}
