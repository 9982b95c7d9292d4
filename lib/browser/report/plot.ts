/** One chart in its place: axes with units, lines, limits, bands, a cursor that all charts over time share. */
import uPlot from "uplot";
import type { Band } from "../../core/report/charts/chart.ts";
import type { DrawnChart } from "../../core/report/charts/drawn-chart.ts";
import { axesOf } from "./axes.ts";
import { BAND_LABELS_PX, paintBands, paintLimits } from "./marks.ts";
import { scalesOf, type Span } from "./scales.ts";
import { seriesOf } from "./series.ts";
import type { Theme } from "./theme.ts";
import { shareZoom } from "./zoom.ts";

export interface Place {
  readonly element: HTMLElement;
  /** Null: as wide as the element is, also when that changes. */
  readonly widthPx: number | null;
}

export interface Plot {
  readonly uplot: uPlot;
  dispose(): void;
}

const HEIGHT_PX = 240;

/** What the charts of a page have in common. */
export interface Surroundings {
  readonly bands: readonly Band[];
  readonly timeSpan: Span;
  readonly theme: Theme;
}

export function drawChart(place: Place, chart: DrawnChart, { bands, timeSpan, theme }: Surroundings): Plot {
  const { element, widthPx } = place;
  const isTime = chart.across === "time";
  const width = () => widthPx ?? element.clientWidth;
  const uplot = new uPlot(
    {
      width: width(),
      height: HEIGHT_PX,
      // The page's times are in UTC, whatever clock the reader lives by.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      scales: scalesOf(chart, timeSpan),
      axes: axesOf(chart, theme),
      series: seriesOf(chart, theme),
      padding: isTime && bands.length > 0 ? [BAND_LABELS_PX, null, null, null] : [null, null, null, null],
      legend: {
        markers: { dash: (_, index) => (chart.series[index - 1]?.style === "dashed" ? "dashed" : "solid") },
      },
      cursor: {
        ...(isTime ? { sync: { key: "time" } } : {}),
        drag: { x: true, y: false },
      },
      hooks: {
        drawClear: isTime ? [(self) => paintBands(self, bands, theme)] : [],
        draw: [(self) => paintLimits(self, chart.limits, theme)],
      },
    },
    [[...chart.points], ...chart.series.map(({ values }) => [...values])],
    element,
  );
  uplot.root.querySelector("canvas")?.setAttribute("aria-hidden", "true");
  const zoom = isTime ? shareZoom(uplot) : null;
  const observer = new ResizeObserver(() => {
    if (width() !== uplot.width) uplot.setSize({ width: width(), height: HEIGHT_PX });
  });
  observer.observe(element);
  return {
    uplot,
    dispose: () => {
      observer.disconnect();
      zoom?.dispose();
      uplot.destroy();
    },
  };
}
