/** The report on objectives as Markdown, for a ticket, a pull request or a job's summary. */
import type { SloReport } from "../../slo/report.ts";
import { markdownTable, plain } from "../markdown/markdown-text.ts";
import { type SloPart, sloParts } from "./slo-parts.ts";
import { answerSentence, title } from "./slo-sentences.ts";

export function sloMarkdown(report: SloReport): string {
  const { budgets, others } = sloParts(report);
  const blocks = [
    `## ${title}`,
    plain(answerSentence(report)),
    ...contents(budgets),
    ...others.flatMap((part) => titled(part.title, contents(part))),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function titled(name: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`### ${name}`, ...blocks];
}

/** Only what has something to say. */
function contents({ table, sentences }: SloPart): readonly string[] {
  const blocks = [table === null ? "" : markdownTable(table.sheet), list(sentences)];
  return blocks.filter((block) => block !== "");
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${plain(sentence)}`).join("\n");
}
