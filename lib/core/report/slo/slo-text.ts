/** The report on objectives as text for a terminal. */
import type { SloReport } from "../../slo/report.ts";
import { columns } from "../columns.ts";
import { fitted } from "../fit.ts";
import { painter } from "../paint.ts";
import { wrapped } from "../wrap.ts";
import { budgetSheet, slaSheet, worstSheet } from "./slo-sheets.ts";
import {
  answerSentence,
  doubtSentences,
  policyAtRest,
  policySentences,
  title,
  windowSentences,
} from "./slo-sentences.ts";

export function sloText(report: SloReport, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const policy = policySentences(report);
  const section = (name: string, table: string, sentences: readonly string[]) => {
    const lines = [...(table === "" ? [] : [table]), ...sentences.flatMap(wrapped)];
    return lines.length === 0 ? "" : [paint(name, "heading"), ...lines].join("\n");
  };
  const sections = [
    section(title, columns(fitted(budgetSheet(report)), paint), windowSentences(report)),
    section("Service level agreements", columns(fitted(slaSheet(report)), paint), []),
    section("Worst hours", columns(fitted(worstSheet(report)), paint), []),
    section("Policy", "", policy.length === 0 ? [policyAtRest()] : policy),
    section("Notes", "", doubtSentences(report)),
    answerSentence(report),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}
