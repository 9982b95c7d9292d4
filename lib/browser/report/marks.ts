/** What is painted beside the lines: phases and events behind them, limits across them. */
import uPlot from "uplot";
import type { Band, Limit } from "../../core/report/charts/chart.ts";
import { withUnit } from "../../core/report/charts/unit-text.ts";
import type { Theme } from "./theme.ts";

const LABEL_PX = 11;
const PADDING_PX = 4;

/** Room above a chart over time for two rows of labels. */
export const BAND_LABELS_PX = 2 * (LABEL_PX + PADDING_PX);

/** @param plot whose x axis is time */
export function paintBands(plot: uPlot, bands: readonly Band[], theme: Theme): void {
  const { left: least, width } = plot.bbox;
  const labelled = { phase: least, event: least };
  bands.forEach((band, index) => {
    const left = Math.max(plot.valToPos(band.from, "x", true), least);
    const right = Math.min(plot.valToPos(band.to, "x", true), least + width);
    if (right < left) return;
    // Every other phase is left blank, so that a reader sees where one ends.
    if (band.kind !== "phase" || index % 2 === 1) paintBand(plot, { left, right }, theme.bands[band.kind]);
    const row = band.kind === "event" ? "event" : "phase";
    if (left >= labelled[row]) labelled[row] = paintLabel(plot, band, { left, right }, theme);
  });
}

interface Stretch {
  readonly left: number;
  readonly right: number;
}

function paintBand({ ctx, bbox }: uPlot, { left, right }: Stretch, colour: string): void {
  ctx.save();
  ctx.fillStyle = colour;
  ctx.fillRect(left, bbox.top, Math.max(right - left, px(2)), bbox.height);
  ctx.restore();
}

/** Above the chart, where no line crosses it. @returns where the next label of that row may begin */
function paintLabel({ ctx, bbox }: uPlot, band: Band, { left, right }: Stretch, theme: Theme): number {
  ctx.save();
  ctx.font = `${px(LABEL_PX)}px system-ui, sans-serif`;
  ctx.fillStyle = theme.text;
  ctx.textAlign = "left";
  // uPlot leaves its own behind.
  ctx.textBaseline = "alphabetic";
  const isEvent = band.kind === "event";
  const words = isEvent ? band.label : fitted(ctx, band.label, right - left - px(PADDING_PX));
  const width = ctx.measureText(words).width;
  const from = Math.min(left, bbox.left + bbox.width - width);
  ctx.fillText(words, from, bbox.top - px(isEvent ? PADDING_PX : PADDING_PX + LABEL_PX + 3));
  ctx.restore();
  return words === "" ? left : from + width + px(PADDING_PX);
}

/** A limit that is out of view is told at the upper edge. */
export function paintLimits(plot: uPlot, limits: readonly Limit[], theme: Theme): void {
  const { ctx, bbox } = plot;
  const top = plot.scales["left"]?.max ?? 0;
  inPlot(plot, () => {
    // Whole pixels, or the line would be blurred into two pale ones.
    ctx.lineWidth = 2 * Math.max(1, Math.round(px(0.75)));
    limits.forEach(({ label, value }, index) => {
      const isInView = value <= top;
      const y = isInView
        ? Math.round(plot.valToPos(value, "left", true))
        : bbox.top + px(LABEL_PX + 4) * index;
      const words = `${label}: ${withUnit(value, "seconds")}${isInView ? "" : " (above)"}`;
      ctx.strokeStyle = theme.limit;
      if (isInView) paintLine(plot, y);
      paintWords(plot, words, y, theme);
    });
  });
}

/** At the right, above the line where there is room, and readable over whatever runs there. */
function paintWords({ ctx, bbox }: uPlot, words: string, y: number, theme: Theme): void {
  const height = px(LABEL_PX + 4);
  const width = ctx.measureText(words).width + px(2 * PADDING_PX);
  const left = bbox.left + bbox.width - width;
  const top = y - height - px(2) > bbox.top ? y - height - px(2) : y + px(2);
  ctx.fillStyle = theme.veil;
  ctx.fillRect(left, top, width, height);
  ctx.fillStyle = theme.limit;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(words, left + px(PADDING_PX), top + px(LABEL_PX));
}

function paintLine({ ctx, bbox }: uPlot, y: number): void {
  ctx.setLineDash([px(5), px(3)]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
}

/** Empty where there is no room for the first letters. */
function fitted(ctx: CanvasRenderingContext2D, label: string, room: number): string {
  if (ctx.measureText(label).width <= room) return label;
  const letters = Array.from(label);
  while (letters.length > 0 && ctx.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return letters.length < 2 ? "" : `${letters.join("")}…`;
}

function inPlot({ ctx, bbox }: uPlot, paint: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${px(LABEL_PX)}px system-ui, sans-serif`;
  paint();
  ctx.restore();
}

function px(cssPixels: number): number {
  return cssPixels * uPlot.pxRatio;
}
