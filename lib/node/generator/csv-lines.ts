/**
 * Cuts a stream of CSV text (RFC 4180, as k6 writes it) into records. A record ends at a line
 * break outside quotes; most records hold no quote at all, and those are not looked at twice.
 */

export interface CsvLines {
  /** Records that are complete with this piece, without their line break. */
  push(text: string): string[];
  /** What is left at the end: a torn record, or "". */
  rest(): string;
}

export function createCsvLines(): CsvLines {
  let pending = "";
  return {
    push: (text) => {
      const lines = (pending + text).split("\n");
      pending = lines.pop() ?? "";
      if (!text.includes('"') && !pending.includes('"') && !lines.some((line) => line.includes('"'))) {
        return lines;
      }
      const records: string[] = [];
      let open = "";
      for (const line of lines) {
        open = open === "" ? line : `${open}\n${line}`;
        if (!hasOpenQuote(open)) {
          records.push(open);
          open = "";
        }
      }
      if (open !== "") pending = `${open}\n${pending}`;
      return records;
    },
    rest: () => pending,
  };
}

/** Fields of one record, unquoted. */
export function csvFields(record: string): string[] {
  if (!record.includes('"')) return record.split(",");
  const fields: string[] = [];
  let start = 0;
  while (start <= record.length) {
    const end = fieldEnd(record, start);
    fields.push(unquoted(record.slice(start, end)));
    start = end + 1;
  }
  return fields;
}

/** One field, quoted where it has to be. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function fieldEnd(record: string, start: number): number {
  let quoted = false;
  for (let index = start; index < record.length; index++) {
    if (record[index] === '"') quoted = !quoted;
    else if (record[index] === "," && !quoted) return index;
  }
  return record.length;
}

function unquoted(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}

function hasOpenQuote(record: string): boolean {
  return (record.split('"').length - 1) % 2 === 1;
}
