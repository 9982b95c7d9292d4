/** Draws every chart of the page, and draws them anew where the screen's theme changes or it is printed. */
import type { DrawnPage } from "../../core/report/charts/drawn-page.ts";
import { listenToKeys } from "./keyboard.ts";
import { drawChart, type Place } from "./plot.ts";
import { timeSpanOf } from "./scales.ts";
import { themeFor } from "./theme.ts";

/** About the width of a page of paper. */
const PRINTED_WIDTH_PX = 660;

const darkScreen = matchMedia("(prefers-color-scheme: dark)");
const page = JSON.parse(document.getElementById("report-data")?.textContent ?? "null") as DrawnPage;
let drawn: { dispose(): void }[] = [];

function drawAll(printing: boolean): void {
  for (const each of drawn) each.dispose();
  const theme = themeFor(printing ? false : darkScreen.matches);
  const around = { bands: page.bands, timeSpan: timeSpanOf(page.charts), theme };
  drawn = page.charts.flatMap((chart) => {
    const element = document.querySelector<HTMLElement>(`[data-chart="${CSS.escape(chart.id)}"]`);
    if (element === null) return [];
    const place: Place = { element, widthPx: printing ? PRINTED_WIDTH_PX : null };
    const plot = drawChart(place, chart, around);
    const keys = listenToKeys(element, plot, chart);
    return [{ dispose: () => [keys, plot].forEach((each) => each.dispose()) }];
  });
}

drawAll(false);
darkScreen.addEventListener("change", () => drawAll(false));
addEventListener("beforeprint", () => drawAll(true));
addEventListener("afterprint", () => drawAll(false));
