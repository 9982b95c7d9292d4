/**
 * How full what the services stand on is, drawn from the series that `lib/core/rules` records for its
 * alerts: a panel and an alert about the same resource show the same figure and the same limits.
 */
import { type Limit, type TimePanel, type Unit, units } from "./panel.ts";

/** The part of a saturation point of `lib/core/rules` that a panel shows. */
export interface SaturationView {
  readonly id: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly unit: "ratio" | "count" | "seconds";
  readonly soft: { readonly above: number };
  readonly hard: { readonly above: number };
}

const shownAs: Readonly<Record<SaturationView["unit"], Unit>> = {
  ratio: units.share,
  count: units.count,
  seconds: units.seconds,
};

export function saturationPanels(
  points: readonly SaturationView[],
  ...components: readonly string[]
): readonly TimePanel[] {
  return points.filter(({ component }) => components.includes(component)).map(saturationPanel);
}

export function saturationSeries({ id, unit }: Pick<SaturationView, "id" | "unit">): string {
  return `saturation:${id}:${unit}`;
}

function saturationPanel(point: SaturationView): TimePanel {
  const { title, description, unit, soft, hard } = point;
  const limits: readonly Limit[] = [
    { value: soft.above, kind: "soft" },
    { value: hard.above, kind: "hard" },
  ];
  return {
    kind: "time",
    title: title.charAt(0).toUpperCase() + title.slice(1),
    description: `${description} Lines: where its soft and its hard alert begin.`,
    unit: shownAs[unit],
    queries: [{ expr: saturationSeries(point), legend: "__auto" }],
    limits,
    ...(unit === "ratio" && { wholeScale: true }),
  };
}
