/** What the report on objectives consists of, the same on a page, in Markdown and on a terminal. */
import type { SloReport } from "../../slo/report.ts";
import type { Sheet } from "../sheet.ts";
import { budgetSheet, slaSheet, worstSheet } from "./slo-sheets.ts";
import { doubtSentences, policyAtRest, policySentences, windowSentences } from "./slo-sentences.ts";

export interface SloPart {
  readonly id: string;
  readonly title: string;
  /** Its caption says what it tells, where nobody sees what stands around it. */
  readonly table: { readonly sheet: Sheet; readonly caption: string } | null;
  readonly sentences: readonly string[];
}

export interface SloParts {
  readonly budgets: SloPart;
  /** In their order. */
  readonly others: readonly SloPart[];
}

export function sloParts(report: SloReport): SloParts {
  const policy = policySentences(report);
  const slas = { sheet: slaSheet(report), caption: "The month so far" };
  const worst = { sheet: worstSheet(report), caption: "Hours with the most bad events" };
  return {
    budgets: {
      id: "budgets",
      title: "Error budgets",
      table: { sheet: budgetSheet(report), caption: "Error budgets" },
      sentences: windowSentences(report),
    },
    others: [
      { id: "slas", title: "Service level agreements", table: slas, sentences: [] },
      { id: "worst", title: "Worst hours", table: worst, sentences: [] },
      {
        id: "policy",
        title: "Policy",
        table: null,
        sentences: policy.length === 0 ? [policyAtRest()] : policy,
      },
      { id: "notes", title: "Notes", table: null, sentences: doubtSentences(report) },
    ],
  };
}
