/** Can Prometheus read every query of every dashboard, and does everything exist that it names? */
import { expect } from "chai";
import { dashboards } from "../../../../lib/core/dashboards/dashboards.ts";
import { saturationPoints } from "../../../../lib/core/rules/infrastructure/infrastructure.ts";
import { system } from "../../../../system/index.ts";
import { objectives } from "../../../../thresholds/index.ts";
import {
  type Dashboard,
  filledIn,
  type FoundQuery,
  queriesOf,
  someValues,
} from "../../../dashboards/grafana-queries.ts";
import { type KnownMetrics, knownMetrics } from "../../../dashboards/known-metrics.ts";
import { namesIn } from "../../../dashboards/promql-names.ts";

const all = dashboards({ objectives, system, saturationPoints }).map(
  ({ json }) => JSON.parse(json) as Dashboard,
);
const queries = all.flatMap(queriesOf);

/** What is wrong with the names in a query, in words. */
function problemsOf(
  { where, expr, legend }: Pick<FoundQuery, "where" | "expr" | "legend">,
  known: KnownMetrics,
) {
  const { metrics, grouping, made } = namesIn(filledIn(expr, someValues));
  const labels = new Set([...metrics.flatMap(({ name }) => [...(known.get(name) ?? [])]), ...made]);
  const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label);
  return [
    ...metrics.filter(({ name }) => !known.has(name)).map(({ name }) => `${where}: no metric ${name}`),
    ...metrics.flatMap(({ name, labels: own }) =>
      own
        .filter((label) => known.get(name)?.has(label) === false)
        .map((label) => `${where}: ${name} has no label ${label}`),
    ),
    ...[...grouping, ...shown]
      .filter((label) => !labels.has(label))
      .map((label) => `${where}: nothing has a label ${label}`),
  ];
}

describe("the queries of the dashboards", () => {
  const known = knownMetrics();

  it("are there, on every dashboard", () => {
    for (const dashboard of all) expect(queriesOf(dashboard), dashboard.title).not.to.be.empty;
    expect(queries.length).to.be.above(100);
  });

  it("parse, once Grafana's variables are filled in", () => {
    for (const { where, expr } of queries) {
      expect(() => namesIn(filledIn(expr, someValues)), `${where}: ${expr}`).not.to.throw();
    }
  });

  it("name only metrics and labels that somebody tells", () => {
    expect(queries.flatMap((query) => problemsOf(query, known))).to.deep.equal([]);
  });

  it("take rates over the interval that Grafana computes, not over a fixed one", () => {
    const fixed = queries.filter(({ expr }) =>
      /\b(rate|irate|increase)\([^[]*\[(?!\$__rate_interval\]|\$__range\])/.test(expr),
    );
    expect(fixed.map(({ where }) => where)).to.deep.equal([]);
  });

  it("let each column of a table and each line of a panel have a name", () => {
    const unnamed = queries.filter(
      ({ kind, legend }) => (kind === "range" || kind === "instant") && legend === "",
    );
    expect(unnamed).to.deep.equal([]);
  });
});

describe("the check of queries", () => {
  const known: KnownMetrics = new Map([["a_total", new Set(["x"])]]);
  const problems = (expr: string, legend = "") => problemsOf({ where: "here", expr, legend }, known);

  it("finds a metric that nobody tells", () => {
    expect(problems("rate(b_total[1m])")).to.deep.equal(["here: no metric b_total"]);
  });

  it("finds a label that a metric does not have, in matchers, groupings and legends", () => {
    expect(problems('a_total{y="1"}')).to.deep.equal(["here: a_total has no label y"]);
    expect(problems("sum by (y) (a_total)")).to.deep.equal(["here: nothing has a label y"]);
    expect(problems("a_total", "{{y}}")).to.deep.equal(["here: nothing has a label y"]);
    expect(problems('sum by (x) (a_total{x="1"})', "{{x}}")).to.deep.equal([]);
  });

  it("knows what label_replace makes", () => {
    expect(problems('sum by (y) (label_replace(a_total, "y", "$1", "x", "(.+)"))')).to.deep.equal([]);
  });

  it("finds wrong syntax, selectors without a name, and unknown variables", () => {
    expect(() => problems("sum(a_total")).to.throw("no PromQL");
    expect(() => problems('{x="1"}')).to.throw("must name its metric");
    expect(() => problems('a_total{x="$nobody"}')).to.throw("unknown variable $nobody");
  });
});
