/**
 * A table for a terminal's width. Where it is wider, titles are broken between words, and then texts
 * after spaces and the marks within names, the longest column first. Nothing is cut and no figure is ever
 * broken: a table whose figures alone are wider stays so.
 */
import { type Cell, type Sheet, textOf } from "./sheet.ts";

const WIDTH = 100;
/** As `columns` has it. */
const BETWEEN = 2;

export function fitted({ head, rows }: Sheet, width = WIDTH): Sheet {
  const texts = head.map((_, column) => rows.map((row) => textOf(row[column] ?? "")));
  const natural = head.map(({ title }, column) => longest([title, ...(texts[column] ?? [])]));
  if (total(natural) <= width) return { head, rows };
  const least = head.map(({ title, align }, column) => {
    const cells = texts[column] ?? [];
    return longest([...title.split(" "), ...(align === "left" ? cells.flatMap(pieces) : cells)]);
  });
  const withTitlesBroken = head.map(({ title }, column) =>
    longest([...title.split(" "), ...(texts[column] ?? [])]),
  );
  const widths = shrunk(withTitlesBroken, least, width);
  return {
    head: head.map((column, index) => ({ ...column, title: broken(column.title, widths[index] ?? 0) })),
    rows: rows.map((row) => row.map((cell, index) => brokenCell(cell, widths[index] ?? 0))),
  };
}

/** The widest of those that can be narrower, one character at a time. */
function shrunk(from: readonly number[], least: readonly number[], width: number): readonly number[] {
  const widths = [...from];
  while (total(widths) > width) {
    const spare = widths.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0) + BETWEEN * Math.max(0, widths.length - 1);
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.trimEnd().length));
}

/** What a text may be broken into: each piece keeps what ends it. */
function pieces(text: string): readonly string[] {
  return text.match(/[^\s_\-,]*[\s_\-,]+|[^\s_\-,]+/g) ?? [];
}

function brokenCell(cell: Cell, width: number): Cell {
  return typeof cell === "string" ? broken(cell, width) : { ...cell, text: broken(cell.text, width) };
}

function broken(text: string, width: number): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  for (const piece of pieces(text)) {
    const line = lines.at(-1);
    if (line === undefined || (line + piece).trimEnd().length > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}
