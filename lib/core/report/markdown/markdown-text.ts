/**
 * Text and tables in GitHub's Markdown. Whatever a record holds is shown as it is: nothing in a
 * name or a message becomes markup, a link or a mention of somebody.
 */
import { type Sheet, textOf } from "../sheet.ts";

/** On one line, with nothing left that Markdown or HTML would read. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/([\\`*_{}[\]()#+!|~])/g, "\\$1")
    .replace(/@/g, "@\u200B")
    .replace(/(https?):/g, "$1\u200B:");
}

/** Empty when the sheet has no rows. */
export function markdownTable({ head, rows }: Sheet): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(({ title }) => title)),
    line(head.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map((row) => line(row.map((cell) => plain(textOf(cell))))),
  ].join("\n");
}

/** As code, whatever backticks it holds. */
export function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  return runs.length === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
