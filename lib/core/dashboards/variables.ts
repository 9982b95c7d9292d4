/** What a viewer chooses at the top of a dashboard. */
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  type VariableModel,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";

/** Which Prometheus: a dashboard that names one would show nothing elsewhere. */
export const chosenSource = { type: "prometheus", uid: "${datasource}" };

export function sourceVariable(): Builder<VariableModel> {
  return new DatasourceVariableBuilder("datasource").label("Prometheus").type("prometheus");
}

/** Everybody's traffic, that of users or that of tests, as a matcher's regular expression. */
export function trafficVariable(): Builder<VariableModel> {
  return new CustomVariableBuilder("traffic")
    .label("Traffic")
    .values("all : .*, users : user, tests : synthetic")
    .current({ text: "all", value: ".*", selected: true });
}

/** @param newestFirst where names begin with a time: the last is what people come for */
export function labelVariable(
  name: string,
  { heading, query, newestFirst }: { heading: string; query: string; newestFirst: boolean },
): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(heading)
    .datasource(chosenSource)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(newestFirst ? VariableSort.AlphabeticalDesc : VariableSort.AlphabeticalAsc);
}

/** Computed from the others; nobody sees it. */
export function computedVariable(name: string, query: string, regex: string): QueryVariableBuilder {
  return labelVariable(name, { heading: name, query, newestFirst: false })
    .regex(regex)
    .hide(VariableHide.HideVariable);
}
