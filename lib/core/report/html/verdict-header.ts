/** What a person opens the page for: the verdict, why, and of which run. */
import type { RunRecord } from "../../record/record.ts";
import { span } from "../../record/units.ts";
import { toldReasons, type ToldReason } from "../reasons.ts";
import { verdictSentence } from "../sentences.ts";
import { secondsBetween } from "../sheets/configuration.ts";
import { html, type Html, nothing } from "./html.ts";

export function verdictHeader(record: RunRecord): Html {
  const reasons = toldReasons(record);
  const { plan, target, startedAt, endedAt, runId } = record;
  const length = endedAt === null ? "" : `, ${span(secondsBetween(startedAt, endedAt))}`;
  return html`<header>
    <p class="run">${plan.scenario} on ${target.name}, ${dateAndTime(startedAt)}${length}</p>
    <h1 class="verdict ${record.verdict.status}">${verdictSentence(record)}</h1>
    ${reasons.length === 0 ? nothing : reasonList(reasons)}
    <p class="quiet">Run ${runId}</p>
  </header>`;
}

/** `2026-01-02 03:04:05 UTC` */
function dateAndTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function reasonList(reasons: readonly ToldReason[]): Html {
  const item = ({ text, rule, code, sample }: ToldReason) =>
    html`<li>
      <p>${text}</p>
      <p class="quiet">Rule <code>${code}</code>${sample === "" ? "" : `, from ${sample}`}. ${rule}</p>
    </li>`;
  return html`<ul class="reasons">
    ${reasons.map(item)}
  </ul>`;
}
