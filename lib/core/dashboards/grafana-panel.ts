/** A panel in Grafana's shape. Every query goes to the data source that the viewer chose. */
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  StackingMode,
  TooltipDisplayMode,
} from "@grafana/grafana-foundation-sdk/common";
import * as common from "@grafana/grafana-foundation-sdk/common";
import {
  type Panel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as FigureBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Placed } from "./layout.ts";
import type { FigurePanel, Limit, PanelSpec, Query, TablePanel, TimePanel } from "./panel.ts";
import { chosenSource } from "./variables.ts";

const colours: Readonly<Record<Limit["kind"], string>> = { promise: "red", soft: "orange", hard: "red" };
const plainColour = "green";
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export function grafanaPanel({ what, id, place }: Placed<PanelSpec>): Builder<Panel> {
  return started(what)
    .id(id)
    .gridPos({ ...place })
    .title(what.title)
    .description(what.description)
    .unit(what.unit)
    .datasource(chosenSource)
    .targets(what.queries.map((query, index) => target(query, letters.charAt(index), what.kind)));
}

function started(spec: PanelSpec): TimeBuilder | FigureBuilder | TableBuilder {
  switch (spec.kind) {
    case "time":
      return timePanel(spec);
    case "figure":
      return figurePanel(spec);
    case "table":
      return tablePanel(spec);
  }
}

function timePanel({ limits = [], stacked, wholeScale }: TimePanel): TimeBuilder {
  const panel = new TimeBuilder()
    .legend(
      new common.VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).calcs([]),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .lineWidth(1)
    .fillOpacity(stacked ? 40 : 0)
    // A gap is a gap: nothing was measured there.
    .spanNulls(false)
    .axisSoftMin(0)
    .thresholds(steps(limits));
  if (stacked) panel.stacking(new common.StackingConfigBuilder().mode(StackingMode.Normal));
  if (wholeScale) panel.axisSoftMax(1);
  if (limits.length > 0) {
    panel.thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed),
    );
  }
  return panel;
}

function figurePanel({ unit }: FigurePanel): FigureBuilder {
  const panel = new FigureBuilder()
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.None)
    .thresholds(steps([]));
  // 0.1 % of failures must not be shown as 0 %.
  return unit === "percentunit" ? panel.decimals(3) : panel;
}

function tablePanel({ queries, labels, columnUnits }: TablePanel): TableBuilder {
  const columns = queries.map(({ legend }, index) => [`Value #${letters.charAt(index)}`, legend] as const);
  const panel = new TableBuilder()
    .thresholds(steps([]))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "filterFieldsByName",
      options: { include: { names: [...Object.keys(labels), ...columns.map(([field]) => field)] } },
    })
    .withTransformation({
      id: "organize",
      options: { renameByName: { ...labels, ...Object.fromEntries(columns) } },
    });
  for (const [column, unit] of Object.entries(columnUnits)) {
    panel.overrideByName(column, [{ id: "unit", value: unit }]);
  }
  return panel;
}

/** Grafana draws a line at every step but the first. */
function steps(limits: readonly Limit[]): ThresholdsConfigBuilder {
  const lines = limits.map(({ value, kind }) => ({ value, color: colours[kind] }));
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: plainColour }, ...lines.sort((a, b) => a.value - b.value)]);
}

function target({ expr, legend, step }: Query, refId: string, kind: PanelSpec["kind"]): DataqueryBuilder {
  const query = new DataqueryBuilder().datasource(chosenSource).refId(refId).expr(expr).legendFormat(legend);
  if (step !== undefined) query.interval(step);
  if (kind === "time") return query.range();
  return kind === "table" ? query.instant().format(PromQueryFormat.Table) : query.instant();
}
