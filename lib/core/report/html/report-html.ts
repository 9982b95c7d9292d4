/** The page about a run, `report.html`. */
import type { Chart } from "../charts/chart.ts";
import type { DrawnPage } from "../charts/drawn-page.ts";
import type { ReportData } from "../report-data.ts";
import { html } from "./html.ts";
import { page, type PageAssets } from "./page.ts";
import { reportSections } from "./report-sections.ts";
import { verdictHeader } from "./verdict-header.ts";

export function reportHtml(data: ReportData, { style, script }: PageAssets): string {
  const { record } = data;
  return page({
    title: `${record.verdict.status}: ${record.plan.scenario} (${record.runId})`,
    header: verdictHeader(record),
    sections: reportSections(data),
    footer: html`<footer>
      <p class="quiet">
        Written by Tidemark ${record.versions.tidemark}. The verdict goes by counts; quantiles and charts are
        for looking.
      </p>
    </footer>`,
    style,
    script: { asset: script, data: drawnPage(data) },
  });
}

/** What the browser needs to draw; the tables are in the page already. */
function drawnPage(data: ReportData): DrawnPage {
  const { traffic, latency, resources, trends, capacity, experiments, bands } = data;
  const single = capacity === null ? [] : [capacity];
  const charts = [...traffic, ...latency, ...resources, ...trends, ...single, ...experiments];
  return { bands, charts: charts.map(withoutTable) };
}

function withoutTable(chart: Chart): DrawnPage["charts"][number] {
  const { id, title, caption, across, unit, rightUnit, scale, points, limits, bridgesGaps } = chart;
  return {
    ...{ id, title, caption, across, unit, rightUnit, scale, points, limits, bridgesGaps },
    series: chart.series.map((series) => ({ ...series, values: series.values.map(rounded) })),
  };
}

/** A screen shows no more than five digits, and every digit is sent for every point. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(5));
}
