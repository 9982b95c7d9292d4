/** The report on objectives as a page that is one file, without a script. */
import type { SloReport } from "../../slo/report.ts";
import { html, nothing } from "../html/html.ts";
import { type InlineAsset, page } from "../html/page.ts";
import { list, section } from "../html/section.ts";
import { table } from "../html/table.ts";
import { budgetSheet, slaSheet, worstSheet } from "./slo-sheets.ts";
import {
  answerSentence,
  doubtSentences,
  policyAtRest,
  policySentences,
  title,
  windowSentences,
} from "./slo-sentences.ts";

export function sloHtml(report: SloReport, style: InlineAsset): string {
  const policy = policySentences(report);
  return page({
    title,
    header: html`<header>
      <h1>${title}</h1>
      <p>${answerSentence(report)}</p>
    </header>`,
    sections: [
      section("budgets", "Error budgets", [
        table(budgetSheet(report), "Error budgets"),
        list(windowSentences(report)),
      ]),
      section("slas", "Service level agreements", [table(slaSheet(report), "The month so far")]),
      section("worst", "Worst hours", [table(worstSheet(report), "Hours with the most bad events")]),
      section("policy", "Policy", [list(policy.length === 0 ? [policyAtRest()] : policy)]),
      section("notes", "Notes", [list(doubtSentences(report))]),
    ],
    footer: nothing,
    style,
    script: null,
  });
}
