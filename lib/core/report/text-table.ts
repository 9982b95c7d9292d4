/**
 * A run's record as text for a terminal: what was promised and measured, what was sent, the
 * verdict with its reasons, and what a reader should know besides. Fits 100 columns
 * with endpoint names of usual length. A run of experiments, whose objectives are a hundred or more, is told
 * by phases. Says nothing that the record does not hold; of what the servers
 * say only what tells something, for the reports have it all.
 */
import type { RunRecord } from "../record/record.ts";
import { counted } from "../record/units.ts";
import type { Reason, ReasonCode } from "../record/verdict.ts";
import { columns } from "./columns.ts";
import { painter, type Paint } from "./paint.ts";
import {
  deliverySentence,
  leftOutSentence,
  noteSentences,
  recoverySentence,
  verdictSentence,
} from "./sentences.ts";
import { capacitySentence, capacitySheet } from "./sheets/capacity.ts";
import { experimentSheet, faultSentences } from "./sheets/experiments.ts";
import { telling, warningsFirst } from "./sheets/findings.ts";
import { objectiveSheet } from "./sheets/objectives.ts";
import { phaseSheet } from "./sheets/phases.ts";
import { trafficSheet } from "./sheets/traffic.ts";
import { trendSheet } from "./sheets/trends.ts";
import { wrapped } from "./wrap.ts";

const MOST_OF_A_KIND = 3;
const inMasses = {
  closeCall: "close call",
  tooFewSamples: "undecided objective",
} satisfies Partial<Record<ReasonCode, string>>;

export function textTable(record: RunRecord, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const { capacity, experiments, findings, delivery } = record;
  const sections = [
    ...(experiments.length > 0
      ? [section(paint, "Phases", columns(phaseSheet(record), paint))]
      : [
          section(paint, "Objectives", columns(objectiveSheet(record), paint)),
          section(paint, "Traffic", columns(trafficSheet(record.traffic), paint)),
        ]),
    section(paint, "Capacity", columns(capacitySheet(capacity), paint), [
      ...(capacity === null ? [] : [capacitySentence(capacity)]),
    ]),
    section(paint, "Experiments", columns(experimentSheet(experiments), paint), faultSentences(experiments)),
    section(paint, "Recovery", "", record.recoveries.map(recoverySentence)),
    section(paint, "Trends", columns(trendSheet(record.trends), paint)),
    section(paint, "Servers", "", warningsFirst(telling(findings)).map(findingSentence)),
    section(paint, "Left out", "", record.leftOut.map(leftOutSentence)),
    section(paint, "Delivery", "", delivery === null ? [] : [deliverySentence(delivery)]),
    section(paint, "Notes", "", noteSentences(record)),
    verdictLines(record, paint).join("\n"),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function section(paint: Paint, title: string, table: string, sentences: readonly string[] = []): string {
  const lines = [...(table === "" ? [] : [table]), ...sentences.flatMap((sentence) => wrapped(sentence))];
  return lines.length === 0 ? "" : [paint(title, "heading"), ...lines].join("\n");
}

function findingSentence({ service, subject, weight, text }: RunRecord["findings"][number]): string {
  return `${weight === "warning" ? "warning: " : ""}${service}, ${subject}: ${text}`;
}

function verdictLines(record: RunRecord, paint: Paint): readonly string[] {
  const { verdict } = record;
  return [
    `${paint("Verdict:", "heading")} ${paint(verdictSentence(record), verdict.status)}`,
    ...shownReasons(verdict.reasons).flatMap((text) => wrapped(text)),
  ];
}

/** What decided is told in full. Of what did not, a chaos run can have a hundred of a kind. */
function shownReasons(reasons: readonly Reason[]): string[] {
  const some = (code: ReasonCode) => reasons.filter((reason) => reason.code === code);
  const untold = Object.keys(inMasses).flatMap((code) => some(code as ReasonCode).slice(MOST_OF_A_KIND));
  const counts = Object.entries(inMasses).flatMap(([code, words]) => {
    const more = some(code as ReasonCode).length - MOST_OF_A_KIND;
    return more > 0 ? [`${counted(more, `more ${words}`)}: the report has them all.`] : [];
  });
  return [...reasons.filter((reason) => !untold.includes(reason)).map(({ text }) => text), ...counts];
}
