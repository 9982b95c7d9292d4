/**
 * A run's record as Markdown, for a comment on a pull request and for the summary of a CI job:
 * the verdict first, then what it stands on; what is long is folded.
 */
import type { RunRecord } from "../../record/record.ts";
import { commandLine } from "../command-line.ts";
import {
  deliverySentence,
  leftOutSentence,
  noteSentences,
  recoverySentence,
  verdictSentence,
} from "../sentences.ts";
import type { Sheet } from "../sheet.ts";
import { capacitySentence, capacitySheet } from "../sheets/capacity.ts";
import { experimentSheet, faultSheet } from "../sheets/experiments.ts";
import { findingSheet } from "../sheets/findings.ts";
import { objectiveSheet } from "../sheets/objectives.ts";
import { trafficSheet } from "../sheets/traffic.ts";
import { trendSheet } from "../sheets/trends.ts";
import { code, markdownTable, plain } from "./markdown-text.ts";

const marks = { pass: "✅", fail: "❌", inconclusive: "❔", aborted: "⛔" } as const;

export function reportMarkdown(record: RunRecord): string {
  const { verdict, plan, capacity, delivery } = record;
  const blocks = [
    `## ${marks[verdict.status]} ${plain(plan.scenario)}: ${plain(verdictSentence(record))}`,
    list(verdict.reasons.map(({ text }) => text)),
    markdownTable(objectiveSheet(record)),
    markdownTable(experimentSheet(record.experiments)),
    folded("Faults", faultSheet(record.experiments)),
    capacity === null ? "" : plain(capacitySentence(capacity)),
    markdownTable(capacitySheet(capacity)),
    list(record.recoveries.map(recoverySentence)),
    markdownTable(trendSheet(record.trends)),
    list([...record.leftOut.map(leftOutSentence), ...noteSentences(record)]),
    folded("What was sent", trafficSheet(record.traffic)),
    folded("What the servers say", findingSheet(record.findings)),
    delivery === null ? "" : plain(deliverySentence(delivery)),
    `Repeat it with ${code(commandLine(record.command))}`,
    `<sub>${origin(record)}</sub>`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${plain(sentence)}`).join("\n");
}

function folded(title: string, sheet: Sheet): string {
  const table = markdownTable(sheet);
  return table === "" ? "" : `<details><summary>${title}</summary>\n\n${table}\n\n</details>`;
}

function origin({ runId, target, versions, git, startedAt }: RunRecord): string {
  const commit = git === null ? "" : `, commit ${git.commit.slice(0, 12)}${git.dirty ? " with changes" : ""}`;
  return plain(
    `run ${runId} on ${target.name}, started ${startedAt}, k6 ${versions.k6}, Tidemark ${versions.tidemark}${commit}`,
  );
}
