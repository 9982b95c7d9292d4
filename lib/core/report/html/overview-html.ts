/** The page about all runs, `index.html` in the results folder: trends by scenario, then every run. */
import { duration, percent } from "../../record/units.ts";
import { runSheet } from "../runs/run-sheet.ts";
import type { DamagedRun, RunSummary } from "../runs/run-summary.ts";
import type { Cell } from "../sheet.ts";
import { html, type Html, nothing } from "./html.ts";
import { type InlineAsset, page } from "./page.ts";
import { section } from "./section.ts";
import { sparkLine } from "./spark-line.ts";
import { table } from "./table.ts";

/** More points than this run into each other. */
const MOST_POINTS = 60;

/** A run with the page about it, relative to the overview; null where there is none. */
export type OverviewRun = (RunSummary | DamagedRun) & { readonly href: string | null };

/** @param runs the newest first */
export function overviewHtml(runs: readonly OverviewRun[], style: InlineAsset): string {
  const readable = runs.filter((run) => run.state === "readable");
  const damaged = runs.filter((run) => run.state === "unreadable");
  return page({
    title: `Runs (${runs.length})`,
    header: html`<header><h1>Runs</h1></header>`,
    sections: [
      section(
        "trends",
        "By scenario",
        scenarioKeys(readable).map((key) => scenarioTrend(key, readable)),
      ),
      section("runs", "All runs", [
        runs.length === 0 ? html`<p>There are no runs yet.</p>` : runTable(readable),
      ]),
      section("damaged", "Runs that can't be read", [damagedList(damaged)]),
    ],
    footer: nothing,
    style,
    script: null,
  });
}

/** Runs on different targets are no course. */
function keyOf({ scenario, target }: RunSummary): string {
  return `${scenario} on ${target}`;
}

function scenarioKeys(runs: readonly RunSummary[]): readonly string[] {
  return [...new Set(runs.map(keyOf))].sort();
}

function scenarioTrend(key: string, runs: readonly RunSummary[]): Html {
  const own = runs
    .filter((run) => keyOf(run) === key && run.verdict !== "aborted")
    .slice(0, MOST_POINTS)
    .reverse();
  const charts = [
    sparkLine(
      "p95",
      own.map(({ p95Seconds: value, startedAt }) => ({
        value,
        text: `${value === null ? "none" : duration(value)} (${startedAt.slice(0, 16).replace("T", " ")})`,
      })),
    ),
    sparkLine(
      "error rate",
      own.map(({ errorShare: value, startedAt }) => ({
        value,
        text: `${value === null ? "none" : percent(value, 0)} (${startedAt.slice(0, 16).replace("T", " ")})`,
      })),
    ),
  ].filter(({ markup }) => markup !== "");
  if (charts.length === 0) return nothing;
  return html`<h3>${key}</h3>
    <div class="sparks">${charts}</div>`;
}

function runTable(runs: readonly (RunSummary & OverviewRun)[]): Html {
  const { head, rows } = runSheet(runs);
  const linked = rows.map((row, index): readonly Cell[] => {
    const [name = "", ...others] = row;
    const href = runs[index]?.href ?? null;
    return [href === null || typeof name !== "string" ? name : { text: name, href }, ...others];
  });
  return table({ head, rows: linked }, "All runs, the newest first");
}

function damagedList(damaged: readonly DamagedRun[]): Html {
  if (damaged.length === 0) return nothing;
  return html`<ul>
    ${damaged.map(({ runId, problem }) => html`<li><strong>${runId}</strong>: ${problem}</li>`)}
  </ul>`;
}
