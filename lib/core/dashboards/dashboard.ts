/**
 * A dashboard of Grafana's classic kind from its sections, with what all of ours have in common: the
 * data source as a variable, one cross-hair over all panels, links to each other, and the runs of
 * load tests as marks in every panel.
 */
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  AnnotationQueryBuilder,
  AnnotationTargetBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { grafanaPanel } from "./grafana-panel.ts";
import { placed, type PlacedSection } from "./layout.ts";
import { announcementTag } from "../record/names.ts";
import type { Section } from "./panel.ts";
import { chosenSource, sourceVariable } from "./variables.ts";

const runStep = "30s";
/** Of every dashboard, so that they link to each other. */
const tag = "tidemark";

export interface DashboardSpec {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Grafana's words, e.g. `now-6h`. */
  readonly from: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly sections: readonly Section[];
}

export function grafanaDashboard(spec: DashboardSpec): object {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor's panels are migrated wrongly (grafana #125371)
  const dashboard = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([tag])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: spec.from, to: "now" })
    .refresh("30s")
    .variables([sourceVariable(), ...spec.variables])
    .annotations([runsInPrometheus(), announcedRuns()])
    .link(toTheOthers());
  for (const section of placed(spec.sections)) {
    dashboard.withRow(rowOf(section));
    for (const panel of behindRow(section)) dashboard.withPanel(grafanaPanel(panel));
  }
  return dashboard.build();
}

/** Grafana keeps the panels of a closed section inside of its row, those of an open one behind it. */
function rowOf({ id, place, what, panels }: PlacedSection): RowBuilder {
  const isClosed = what.closed === true;
  const row = new RowBuilder(what.title)
    .id(id)
    .gridPos({ ...place })
    .collapsed(isClosed);
  if (isClosed) for (const panel of panels) row.withPanel(grafanaPanel(panel));
  return row;
}

function behindRow({ what, panels }: PlacedSection): PlacedSection["panels"] {
  return what.closed === true ? [] : panels;
}

/** Where k6 wrote, a run was under way: needs nobody to announce anything. */
function runsInPrometheus(): AnnotationQueryBuilder {
  return (
    new AnnotationQueryBuilder()
      .name("Load tests")
      .datasource(chosenSource)
      .iconColor("blue")
      // That there are samples, not their value: while a light test runs, k6 may find nobody busy each
      // time it looks. The window is the step, so that no run is too short to be seen.
      .expr(`max by (testid) (count_over_time(k6_vus{testid!=""}[${runStep}])) > 0`)
      .step(runStep)
      .titleFormat("load test")
      .textFormat("{{testid}}")
      .tagKeys("testid")
  );
}

/** The SDK takes a data query here and has none for Grafana's own annotations: its mark is not in the JSON. */
const taggedInGrafana = {
  ...new AnnotationTargetBuilder().type("tags").tags([announcementTag]).matchAny(false).limit(100).build(),
  _implementsDataqueryVariant: () => undefined,
};

/** What `tidemark run` tells Grafana where it is configured. */
function announcedRuns(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name("Announced runs")
    .datasource({ type: "grafana", uid: "-- Grafana --" })
    .iconColor("purple")
    .target({ build: () => taggedInGrafana });
}

function toTheOthers(): DashboardLinkBuilder {
  return new DashboardLinkBuilder("Tidemark")
    .type(DashboardLinkType.Dashboards)
    .tags([tag])
    .asDropdown(true)
    .keepTime(true);
}
