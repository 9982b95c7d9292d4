/**
 * Rows as aligned columns without lines between them: a screen reader reads words and figures,
 * not box drawing, and the text survives being pasted into an issue.
 */
import Table from "cli-table3";
import type { Paint } from "./paint.ts";
import { type Cell, type Sheet, textOf } from "./sheet.ts";

const noLines = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
} as const;

/** Empty when the sheet has no rows. Colour does not count as width. */
export function columns({ head, rows }: Sheet, paint: Paint): string {
  if (rows.length === 0) return "";
  const table = new Table({
    head: head.map((column) => column.title),
    colAligns: head.map((column) => column.align),
    chars: noLines,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => painted(cell, paint))));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function painted(cell: Cell, paint: Paint): string {
  return typeof cell !== "string" && "meaning" in cell ? paint(cell.text, cell.meaning) : textOf(cell);
}
