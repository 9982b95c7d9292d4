/** A chart's place on the page: title, what it shows, where the browser draws, and the figures as a table. */
import type { Chart } from "../charts/chart.ts";
import { html, type Html } from "./html.ts";
import { table } from "./table.ts";

export function chartFigure(chart: Chart): Html {
  const { id, title, caption, series } = chart;
  const isDrawn = series.length > 0 && chart.points.length > 0;
  const plot = html`<div
    class="plot"
    data-chart="${id}"
    tabindex="0"
    role="group"
    aria-label="Chart: ${title}. Left and right arrows move the cursor, plus and minus zoom, Escape shows all."
  ></div>`;
  return html`<figure class="chart" aria-labelledby="${id}-title">
    <h3 id="${id}-title">${title}</h3>
    <figcaption>${caption}</figcaption>
    ${isDrawn ? plot : html``} ${isDrawn ? figuresOf(chart) : html``}
  </figure>`;
}

function figuresOf({ title, table: sheet }: Chart): Html {
  return html`<details>
    <summary>The figures as a table</summary>
    ${table(sheet, title)}
  </details>`;
}
