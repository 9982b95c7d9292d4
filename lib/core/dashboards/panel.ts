/**
 * What a panel shows, as data. A spec cannot be without unit and description; Grafana's own shape of
 * it is in grafana-panel.ts.
 */

/** Grafana's identifiers of units. */
export const units = {
  perSecond: "ops",
  requestsPerSecond: "reqps",
  seconds: "s",
  share: "percentunit",
  bytes: "bytes",
  bytesPerSecond: "Bps",
  count: "short",
  factor: "none",
} as const;
export type Unit = (typeof units)[keyof typeof units];

export interface Query {
  readonly expr: string;
  /** Grafana's template, e.g. `{{status_code}}`; in a table the name of the column. */
  readonly legend: string;
  /** Smallest step, where the source writes more often than Prometheus usually scrapes. */
  readonly step?: string;
}

/** A line across the panel: an objective's promise, or where a resource becomes scarce. */
export interface Limit {
  readonly value: number;
  readonly kind: "promise" | "soft" | "hard";
}

interface AnyPanel {
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
}

export interface TimePanel extends AnyPanel {
  readonly kind: "time";
  readonly limits?: readonly Limit[];
  readonly stacked?: true;
  /** What lies between 0 and 1 is drawn on that scale. */
  readonly wholeScale?: true;
}

/** One figure: the last one of each query. */
export interface FigurePanel extends AnyPanel {
  readonly kind: "figure";
}

/** Each query is a column; rows are the label sets that the queries share. */
export interface TablePanel extends AnyPanel {
  readonly kind: "table";
  /** Label -> heading; other labels are not shown. */
  readonly labels: Readonly<Record<string, string>>;
  /** Column -> unit, where it is not the panel's. */
  readonly columnUnits: Readonly<Record<string, Unit>>;
}

export type PanelSpec = TimePanel | FigurePanel | TablePanel;

/** A heading with what is below it; `each` is how many panels stand side by side. */
export interface Section {
  readonly title: string;
  readonly each: 1 | 2 | 3 | 4 | 6;
  /** Closed until somebody opens it: what is only looked at when something is wrong. */
  readonly closed?: true;
  readonly panels: readonly PanelSpec[];
}
