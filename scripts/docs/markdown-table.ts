/** A Markdown table as Prettier lays it out, so that generated tables pass the format check. */

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => width(row, column))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((size) => "-".repeat(size))), ...rows.map(line)].join("\n");
}

function width(row: readonly string[], column: number): number {
  return row[column]?.length ?? 0;
}
