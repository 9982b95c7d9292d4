/** A chart as the browser draws it: its table stands in the page already. */
import type { Chart } from "./chart.ts";

export type DrawnChart = Omit<Chart, "table">;
