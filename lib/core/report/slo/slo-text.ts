/** The report on objectives as text for a terminal. */
import type { SloReport } from "../../slo/report.ts";
import { columns } from "../columns.ts";
import { fitted } from "../fit.ts";
import { painter } from "../paint.ts";
import { wrapped } from "../wrap.ts";
import { type SloPart, sloParts } from "./slo-parts.ts";
import { answerSentence, title } from "./slo-sentences.ts";

export function sloText(report: SloReport, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const section = (name: string, { table, sentences }: SloPart) => {
    const figures = table === null ? "" : columns(fitted(table.sheet), paint);
    const lines = [...(figures === "" ? [] : [figures]), ...sentences.flatMap(wrapped)];
    return lines.length === 0 ? "" : [paint(name, "heading"), ...lines].join("\n");
  };
  const { budgets, others } = sloParts(report);
  const sections = [
    section(title, budgets),
    ...others.map((part) => section(part.title, part)),
    answerSentence(report),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}
