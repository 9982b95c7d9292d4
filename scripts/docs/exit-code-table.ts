/** The exit codes in order of precedence, in the words of `tidemark --help`. */
import { exitCodes } from "../../lib/core/record/exit-codes.ts";
import { exitCodeMeanings } from "../exit-code-help.ts";
import { markdownTable } from "./markdown-table.ts";

export function exitCodeTable(): string {
  const inOrder = Object.values<number>(exitCodes);
  const meanings = [...exitCodeMeanings].sort((a, b) => inOrder.indexOf(a.code) - inOrder.indexOf(b.code));
  return markdownTable(
    ["code", "meaning"],
    meanings.map(({ code, meaning }) => [String(code), meaning]),
  );
}
