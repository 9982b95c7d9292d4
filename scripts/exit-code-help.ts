/** The exit codes in words, for `--help` and for the docs. */
import { exitCodes } from "../lib/core/record/exit-codes.ts";

export const exitCodeMeanings: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: exitCodes.pass, meaning: "pass: every judged objective was met" },
  { code: exitCodes.fail, meaning: "fail: an objective was missed, or the script threw" },
  { code: exitCodes.inconclusive, meaning: "inconclusive: the run cannot tell, and says what it would take" },
  { code: exitCodes.usage, meaning: "wrong usage or configuration" },
  { code: exitCodes.preflight, meaning: "preflight failed: nothing was sent" },
  { code: exitCodes.faultNotUndone, meaning: "a fault is not confirmed as undone" },
  { code: exitCodes.signal, meaning: "ended by a signal" },
  { code: exitCodes.stopCondition, meaning: "ended by a stop condition" },
  { code: exitCodes.internal, meaning: "a fault of Tidemark itself or of its machine, e.g. a full disk" },
];

export const exitCodeHelp = [
  "",
  "Exit codes:",
  ...exitCodeMeanings.map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`),
].join("\n");
