/** The report on objectives as Markdown, for a ticket, a pull request or a job's summary. */
import type { SloReport } from "../../slo/report.ts";
import { markdownTable, plain } from "../markdown/markdown-text.ts";
import { budgetSheet, slaSheet, worstSheet } from "./slo-sheets.ts";
import {
  answerSentence,
  doubtSentences,
  policyAtRest,
  policySentences,
  title,
  windowSentences,
} from "./slo-sentences.ts";

export function sloMarkdown(report: SloReport): string {
  const policy = policySentences(report);
  const blocks = [
    `## ${title}`,
    plain(answerSentence(report)),
    markdownTable(budgetSheet(report)),
    list(windowSentences(report)),
    titled("Service level agreements", markdownTable(slaSheet(report))),
    titled("Worst hours", markdownTable(worstSheet(report))),
    titled("Policy", list(policy.length === 0 ? [policyAtRest()] : policy)),
    titled("Notes", list(doubtSentences(report))),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function titled(name: string, text: string): string {
  return text === "" ? "" : `### ${name}\n\n${text}`;
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${plain(sentence)}`).join("\n");
}
