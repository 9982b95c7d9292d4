/**
 * Where the panels of a dashboard stand: sections one below the other, panels from left to right in
 * Grafana's 24 columns. Ids count up from 1 in the order of reading, so that the same dashboard
 * always has the same ones.
 */
import type { PanelSpec, Section } from "./panel.ts";

const columns = 24;
const headingHeight = 1;
const heights: Readonly<Record<PanelSpec["kind"], number>> = { time: 8, figure: 4, table: 10 };

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Placed<T> {
  readonly id: number;
  readonly place: Place;
  readonly what: T;
}

export interface PlacedSection extends Placed<Section> {
  readonly panels: readonly Placed<PanelSpec>[];
}

export function placed(sections: readonly Section[]): readonly PlacedSection[] {
  const result: PlacedSection[] = [];
  let [id, y] = [1, 0];
  for (const section of sections) {
    const own = placedPanels(section, id + 1, y + headingHeight);
    result.push({ id, place: { x: 0, y, w: columns, h: headingHeight }, what: section, panels: own });
    id += 1 + own.length;
    const end = own.at(-1)?.place;
    y = end === undefined || section.closed ? y + headingHeight : end.y + end.h;
  }
  return result;
}

/** A line of panels is as high as its highest, so that nothing floats upward in it. */
function placedPanels({ each, panels }: Section, firstId: number, top: number): readonly Placed<PanelSpec>[] {
  const w = columns / each;
  const result: Placed<PanelSpec>[] = [];
  let y = top;
  for (let first = 0; first < panels.length; first += each) {
    const line = panels.slice(first, first + each);
    const h = Math.max(...line.map(({ kind }) => heights[kind]));
    line.forEach((what, index) =>
      result.push({ id: firstId + first + index, place: { x: index * w, y, w, h }, what }),
    );
    y += h;
  }
  return result;
}
