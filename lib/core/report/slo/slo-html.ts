/** The report on objectives as a page that is one file, without a script. */
import type { SloReport } from "../../slo/report.ts";
import { html, type Html, nothing } from "../html/html.ts";
import { type InlineAsset, page } from "../html/page.ts";
import { list, section } from "../html/section.ts";
import { table } from "../html/table.ts";
import { type SloPart, sloParts } from "./slo-parts.ts";
import { answerSentence, title } from "./slo-sentences.ts";

export function sloHtml(report: SloReport, style: InlineAsset): string {
  const { budgets, others } = sloParts(report);
  return page({
    title,
    header: html`<header>
      <h1>${title}</h1>
      <p>${answerSentence(report)}</p>
    </header>`,
    sections: [budgets, ...others].map(sectionOf),
    footer: nothing,
    style,
    script: null,
  });
}

function sectionOf({ id, title: name, table: tabular, sentences }: SloPart): Html {
  const figures = tabular === null ? nothing : table(tabular.sheet, tabular.caption);
  return section(id, name, [figures, list(sentences)]);
}
