/** The parts of the page about a run, in the order in which a person asks for them. */
import { commandLine } from "../command-line.ts";
import type { ReportData } from "../report-data.ts";
import { deliverySentence, leftOutSentence, noteSentences, recoverySentence } from "../sentences.ts";
import { capacitySentence } from "../sheets/capacity.ts";
import { configurationSheet } from "../sheets/configuration.ts";
import { executorSheet } from "../sheets/executors.ts";
import { experimentSheet, faultSentences, faultSheet } from "../sheets/experiments.ts";
import { failureSheet } from "../sheets/failures.ts";
import { findingSheet } from "../sheets/findings.ts";
import { pageObjectiveSheet } from "../sheets/objectives.ts";
import { trafficSheet } from "../sheets/traffic.ts";
import { trendSheet } from "../sheets/trends.ts";
import { chartFigure } from "./chart-figure.ts";
import { html, type Html, nothing } from "./html.ts";
import { list, section } from "./section.ts";
import { table } from "./table.ts";

export function reportSections(data: ReportData): readonly Html[] {
  return [missing(data), objectives(data), ...answers(data), ...charts(data), ...background(data)];
}

function missing({ missing: sentences }: ReportData): Html {
  return section("missing", "What is missing", [list(sentences)]);
}

function objectives({ record }: ReportData): Html {
  return section("objectives", "Objectives", [
    table(pageObjectiveSheet(record), "Objectives: goal, measured share, events, margin and result"),
    list(record.leftOut.map(leftOutSentence)),
  ]);
}

/** What special kinds of runs were made for. */
function answers({ record, capacity, trends, experiments }: ReportData): readonly Html[] {
  const { capacity: found } = record;
  return [
    section("experiments", "Experiments", [
      table(
        experimentSheet(record.experiments),
        "Experiments: verdict, how soon each fault showed and was recovered from, over repetitions the median and the range",
      ),
      grid(experiments.map(chartFigure)),
      table(faultSheet(record.experiments), "Faults: what was hit, what it did, and whether it is undone"),
      list(faultSentences(record.experiments)),
    ]),
    section("capacity", "Capacity", [
      found === null ? nothing : html`<p>${capacitySentence(found)}</p>`,
      capacity === null ? nothing : chartFigure(capacity),
    ]),
    section("recovery", "Recovery", [list(record.recoveries.map(recoverySentence))]),
    section("trends", "Trends", [
      table(trendSheet(record.trends), "Trends: what grew, how fast, and how sure that is"),
      grid(trends.map(chartFigure)),
    ]),
  ];
}

function charts({ record, traffic, latency, resources, statuses, failures }: ReportData): readonly Html[] {
  return [
    section("traffic", "Traffic", [
      table(
        trafficSheet(record.traffic),
        "Traffic: what was offered and achieved, and how long answers took",
      ),
      grid(traffic.map(chartFigure)),
    ]),
    section("latency", "Latency", [grid(latency.map(chartFigure))]),
    section("answers", "Answers by status", [
      table(statuses, "Answers by endpoint, phase and status"),
      failures.length === 0 ? nothing : html`<p>${sampleSentence(failures.length)}</p>`,
      table(failureSheet(failures), "A sample of the answers that failed"),
    ]),
    section("resources", "Resources", [grid(resources.map(chartFigure))]),
    section("servers", "What the servers say", [
      table(findingSheet(record.findings), "Figures of the servers before and after the run"),
    ]),
  ];
}

function background({ record }: ReportData): readonly Html[] {
  const { delivery } = record;
  return [
    section("notes", "Notes", [list(noteSentences(record))]),
    section("configuration", "Configuration", [
      html`<p>This command repeats the run:</p>
        <pre
          tabindex="0"
          role="region"
          aria-label="Command that repeats the run"
        ><code>${commandLine(record.command)}</code></pre>`,
      table(executorSheet(record.plan), "What the plan sends"),
      table(configurationSheet(record), "Configuration, versions and the load generator"),
    ]),
    section("delivery", "Delivery", [
      delivery === null ? nothing : html`<p>${deliverySentence(delivery)}</p>`,
    ]),
  ];
}

function sampleSentence(shown: number): string {
  const answers = shown === 1 ? "One answer that failed" : `${shown} answers that failed`;
  return `${answers}, to look at; secrets are taken out. A trace id finds the request in the servers' logs.`;
}

function grid(figures: readonly Html[]): Html {
  return figures.length === 0 ? nothing : html`<div class="grid">${figures}</div>`;
}
