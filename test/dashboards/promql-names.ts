/** Which metrics and labels an expression names, by the grammar that Prometheus' own editor uses. */
import { parser } from "@prometheus-io/lezer-promql";

export interface SelectedMetric {
  readonly name: string;
  /** In its matchers. */
  readonly labels: readonly string[];
}

export interface NamesUsed {
  readonly metrics: readonly SelectedMetric[];
  /** In by, on, ignoring, group_left and the like. */
  readonly grouping: readonly string[];
  /** Made by label_replace. */
  readonly made: readonly string[];
}

/** @throws Error that says where the syntax is wrong */
export function namesIn(expr: string): NamesUsed {
  const metrics: SelectedMetric[] = [];
  const grouping: string[] = [];
  const made: string[] = [];
  const text = (node: { from: number; to: number }) => expr.slice(node.from, node.to);
  parser.parse(expr).iterate({
    enter: ({ type, node, from, to }) => {
      if (type.isError) throw new Error(`no PromQL at character ${from}: ${expr}`);
      if (type.name === "VectorSelector") {
        const name = node.getChild("Identifier");
        if (name === null) throw new Error(`a selector must name its metric, got ${text({ from, to })}`);
        const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
        const labels = matchers.flatMap((matcher) => matcher.getChildren("LabelName").map(text));
        metrics.push({ name: text(name), labels });
      }
      if (type.name === "GroupingLabels") grouping.push(...node.getChildren("LabelName").map(text));
      if (
        type.name === "FunctionCall" &&
        node.firstChild !== null &&
        text(node.firstChild) === "label_replace"
      ) {
        const target = node.getChild("FunctionCallBody")?.getChild("StringLiteral");
        if (target) made.push(text(target).slice(1, -1));
      }
    },
  });
  return { metrics, grouping, made };
}
