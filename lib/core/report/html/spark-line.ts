/** A small chart of one figure over the runs, the oldest at the left: drawn as SVG, so that it needs no script. */
import { html, type Html, nothing } from "./html.ts";

const WIDTH = 320;
const HEIGHT = 72;
const MARGIN = 8;

export interface SparkPoint {
  /** Null where the run has no such figure. */
  readonly value: number | null;
  /** What a person reads under the pointer. */
  readonly text: string;
}

/** Nothing for fewer than two figures: there is no course. From zero up, so that a difference looks as large as it is. */
export function sparkLine(label: string, points: readonly SparkPoint[]): Html {
  const known = points.filter(({ value }) => value !== null);
  if (known.length < 2) return nothing;
  const top = Math.max(...known.map(({ value }) => value ?? 0)) || 1;
  const step = (WIDTH - 2 * MARGIN) / (points.length - 1);
  const placed = points.flatMap(({ value, text }, index) =>
    value === null
      ? []
      : [{ text, x: MARGIN + index * step, y: HEIGHT - MARGIN - (value / top) * (HEIGHT - 2 * MARGIN) }],
  );
  const line = placed.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return html`<figure class="spark">
    <figcaption>${label}: ${placed.at(-1)?.text ?? ""}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label} of ${points.length} runs">
      <line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${HEIGHT - MARGIN}" y2="${HEIGHT - MARGIN}" />
      <polyline points="${line}" />
      ${placed.map(({ x, y, text }) => html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"><title>${text}</title></circle>`)}
    </svg>
  </figure>`;
}
