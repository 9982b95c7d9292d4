/** A verdict from a Prometheus as text for a terminal. */
import type { RunVerdict } from "../../slo/run-verdict.ts";
import { columns } from "../columns.ts";
import { painter } from "../paint.ts";
import { verdictSentence } from "../sentences.ts";
import { capacitySentence } from "../sheets/capacity.ts";
import { objectiveSheet } from "../sheets/objectives.ts";
import { wrapped } from "../wrap.ts";

export function verdictText(of: RunVerdict, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const { verdict, results, objectives, capacity, notes } = of;
  const table = columns(objectiveSheet({ results, plan: { objectives } }), paint);
  const blocks = [
    table === "" ? "" : `${paint("Objectives", "heading")}\n${table}`,
    ...(capacity === null ? [] : [wrapped(capacitySentence(capacity)).join("\n")]),
    [paint("Notes", "heading"), ...notes.flatMap(wrapped)].join("\n"),
    [
      `${paint("Verdict:", "heading")} ${paint(verdictSentence({ verdict, capacity }), verdict.status)}`,
      ...verdict.reasons.flatMap(({ text }) => wrapped(text)),
    ].join("\n"),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
