/** What a page hands to the browser's script, as JSON. */
import type { Band, Chart } from "./chart.ts";

export interface DrawnPage {
  readonly bands: readonly Band[];
  readonly charts: readonly Omit<Chart, "table">[];
}
