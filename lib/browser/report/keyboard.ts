/** A chart without a mouse: arrows move the cursor, plus and minus zoom, Escape shows all again. */
import type { DrawnChart } from "../../core/report/charts/drawn-chart.ts";
import type { Plot } from "./plot.ts";
import { pointInWords } from "./series.ts";

/** Points at a time with the shift key. */
const STRIDE = 10;
const ZOOM = 2;

export function listenToKeys(element: HTMLElement, { uplot }: Plot, chart: DrawnChart): { dispose(): void } {
  const spoken = document.createElement("p");
  spoken.className = "unseen";
  spoken.setAttribute("aria-live", "polite");
  element.append(spoken);
  const last = chart.points.length - 1;

  const moveBy = (steps: number) => {
    const index = Math.min(last, Math.max(0, (uplot.cursor.idx ?? (steps > 0 ? -1 : last + 1)) + steps));
    const left = uplot.valToPos(chart.points[index] ?? 0, "x");
    uplot.setCursor({ left, top: uplot.over.clientHeight / 2 });
    spoken.textContent = pointInWords(chart, index);
  };
  const zoomBy = (factor: number) => {
    const { min = null, max = null } = uplot.scales["x"] ?? {};
    if (min === null || max === null) return;
    const middle = chart.points[uplot.cursor.idx ?? -1] ?? (min + max) / 2;
    const half = (max - min) / factor / 2;
    uplot.setScale("x", { min: middle - half, max: middle + half });
  };
  const actions: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowLeft: ({ shiftKey }) => moveBy(shiftKey ? -STRIDE : -1),
    ArrowRight: ({ shiftKey }) => moveBy(shiftKey ? STRIDE : 1),
    "+": () => zoomBy(ZOOM),
    "-": () => zoomBy(1 / ZOOM),
    Escape: () => uplot.setData(uplot.data, true),
  };
  const listen = (event: KeyboardEvent) => {
    const action = actions[event.key];
    if (action === undefined || event.target !== element) return;
    event.preventDefault();
    action(event);
  };
  element.addEventListener("keydown", listen);
  return {
    dispose: () => {
      element.removeEventListener("keydown", listen);
      spoken.remove();
    },
  };
}
