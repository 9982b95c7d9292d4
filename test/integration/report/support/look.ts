/** What a person sees of a page's charts, told by pixels and places. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { eventually } from "../../../support/eventually.ts";

export interface SeenChart {
  readonly id: string;
  /** Painted pixels within the axes, left of them and below them. */
  readonly inside: number;
  readonly left: number;
  readonly below: number;
  /** Left edge within the axes, in CSS pixels, from the chart's own left edge. */
  readonly insideFromPx: number;
  readonly widthPx: number;
}

export interface Look {
  /** Every chart of the page, in its order. */
  charts(): Promise<readonly SeenChart[]>;
  /** How many pixels of a chart have this very colour. @param colour `#rrggbb` */
  pixelsOf(chart: string, colour: string): Promise<number>;
  /** Keeps how a chart looks now, for the next two. */
  keep(chart: string): Promise<void>;
  /** Share of its pixels that look otherwise than then; edges that are a shade off do not count. */
  changed(chart: string): Promise<number>;
  untilChanged(chart: string, isEnough: (share: number) => boolean): Promise<void>;
  /** What reaches beyond the right edge of the page and is in no box that scrolls by itself. */
  overhanging(): Promise<readonly string[]>;
}

const script = readFileSync(new URL("./in-page.js", import.meta.url), "utf8");

export async function lookAt(page: Page): Promise<Look> {
  await page.evaluate(script);
  const told = async (call: string): Promise<unknown> => page.evaluate(`look.${call}`);
  const changed = async (chart: string) => Number(await told(`changed("${chart}")`));
  return {
    charts: async () => (await told("charts()")) as readonly SeenChart[],
    pixelsOf: async (chart, colour) => {
      expect(colour).to.match(/^#[0-9a-f]{6}$/);
      const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      return Number(await told(`pixelsOf("${chart}", ${channels.join(", ")})`));
    },
    keep: async (chart) => {
      await told(`keep("${chart}")`);
    },
    changed,
    untilChanged: async (chart, isEnough) => {
      await eventually(`the chart ${chart} has changed`, async () => isEnough(await changed(chart)));
    },
    overhanging: async () => (await told("overhanging()")) as readonly string[],
  };
}
