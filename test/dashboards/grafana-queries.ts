/** Every query in a dashboard's JSON: of panels in open and closed sections, of annotations and of variables. */

export interface FoundQuery {
  /** Where it stands, for messages. */
  readonly where: string;
  readonly expr: string;
  readonly legend: string;
  /** A range is drawn over time, an instant is one value. */
  readonly kind: "range" | "instant" | "annotation" | "variable";
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly {
    readonly expr: string;
    readonly legendFormat: string;
    readonly range?: boolean;
    readonly refId: string;
    readonly datasource?: { readonly uid: string };
  }[];
  /** Of a closed section. */
  readonly panels?: readonly Panel[];
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query?: string }[];
  };
}

export function panelsOf({ panels }: Dashboard): readonly Panel[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

export function queriesOf(dashboard: Dashboard): readonly FoundQuery[] {
  const where = (what: string) => `${dashboard.title} / ${what}`;
  const inPanels = panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat, refId, range }) => ({
      where: where(`${title} ${refId}`),
      expr,
      legend: legendFormat,
      kind: range === true ? ("range" as const) : ("instant" as const),
    })),
  );
  const inAnnotations = dashboard.annotations.list.flatMap(({ name, expr }) =>
    expr === undefined ? [] : [{ where: where(name), expr, legend: "", kind: "annotation" as const }],
  );
  const inVariables = dashboard.templating.list
    .filter(({ type }) => type === "query")
    .map(({ name, query = "" }) => ({
      where: where(`variable ${name}`),
      ...ofVariable(query),
      kind: "variable" as const,
    }));
  return [...inPanels, ...inAnnotations, ...inVariables];
}

/** `label_values(metric, label)` asks for a label of series, `query_result(expression)` for its result. */
function ofVariable(query: string): { expr: string; legend: string } {
  const [, metric, label] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
  if (metric !== undefined && label !== undefined) return { expr: metric, legend: `{{${label}}}` };
  const [, expr] = /^query_result\((.+)\)$/.exec(query) ?? [];
  if (expr !== undefined) return { expr, legend: "" };
  throw new Error(`a variable must ask label_values or query_result, got ${query}`);
}

/** As Grafana does before it asks. @throws Error for a variable that is neither Grafana's nor in `values` */
export function filledIn(expr: string, values: Readonly<Record<string, string>>): string {
  return expr.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? "";
    if (/^\d+$/.test(name)) return whole; // of label_replace
    const value = values[name];
    if (value === undefined) throw new Error(`unknown variable ${whole} in ${expr}`);
    return value;
  });
}

export const someValues: Readonly<Record<string, string>> = {
  __rate_interval: "1m",
  __range: "1h",
  traffic: ".*",
  slo: ".+",
  testid: "a-run",
  baseline: "another-run",
  baseline_offset: "-60",
};
