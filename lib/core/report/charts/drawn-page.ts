/** What a page hands to the browser's script, as JSON. */
import type { Band } from "./chart.ts";
import type { DrawnChart } from "./drawn-chart.ts";

export interface DrawnPage {
  readonly bands: readonly Band[];
  readonly charts: readonly DrawnChart[];
}
