/** A sheet as a test reads it. */
import { type Sheet, textOf } from "../../../../../lib/core/report/sheet.ts";

/** Rows by column, as text. */
export const told = ({ head, rows }: Sheet): Record<string, string>[] =>
  rows.map((row) => Object.fromEntries(row.map((cell, index) => [head[index]?.title ?? "", textOf(cell)])));
