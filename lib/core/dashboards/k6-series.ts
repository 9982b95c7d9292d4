/**
 * The chosen run in what k6 writes, and the run to compare it with, moved in time so that both begin
 * together. `testid` is on every sample of a run (docs/dashboards.md).
 */
import { phaseNames } from "../record/names.ts";
import { type Query } from "./panel.ts";
import { nativeQuantile, sumOfRates } from "./promql.ts";
import { computedVariable, labelVariable } from "./variables.ts";

/** k6 pushes every second or every five, Prometheus scrapes every fifteen: rates may be over less. */
export const k6Step = "5s";

export const run = 'testid="$testid"';
/** What is judged. */
export const judged = `${run},phase!="${phaseNames.warmup}"`;
/** Nothing while the run is compared with itself. */
const baseline = 'testid="$baseline",testid!="$testid"';
const moved = "offset ${baseline_offset}s";

/** A name that begins so is another run's. */
const baselineName = "baseline";

/** The longest time back at which a run can be found; Prometheus keeps 40 days. */
const lookBack = "30d";
const runs = `count by (testid) (max_over_time(k6_vus{testid!=""}[${lookBack}]))`;
const firstSample = (id: string) =>
  `min(min_over_time(timestamp(k6_vus{testid="${id}"})[${lookBack}:${k6Step}]))`;

export function runVariables() {
  const chooses = (name: string, heading: string) =>
    // label_values would know only the runs of the span of time that is shown.
    labelVariable(name, { heading, query: `query_result(${runs})`, newestFirst: true }).regex(
      '/testid="([^"]+)"/',
    );
  return [
    chooses("testid", "Run"),
    chooses("baseline", "Compare with"),
    computedVariable(
      "baseline_offset",
      `query_result(round(${firstSample("$testid")} - ${firstSample("$baseline")}))`,
      "/ (-?\\d+) /",
    ),
  ];
}

/** The count of a whole run at the end of the shown span: counters of k6 begin at 0 with it. */
export function countOf(selector: string, ...by: readonly string[]): string {
  const sum = by.length === 0 ? "sum" : `sum by (${by.join(", ")})`;
  return `${sum} (last_over_time(${selector}[$__range]))`;
}

/** The rate of a counter in the run, and in the run that it is compared with. */
export function comparedRate(name: string, metric: string): readonly Query[] {
  return [
    { expr: sumOfRates(`${metric}{${run}}`), legend: name, step: k6Step },
    {
      expr: movedBack(sumOfRates, `${metric}{${baseline}}`),
      legend: `${baselineName} ${name}`,
      step: k6Step,
    },
  ];
}

/** A quantile of a native histogram in the run, and in the run that it is compared with. */
export function comparedQuantile(
  share: number,
  name: string,
  metric: string,
  also: string,
): readonly Query[] {
  const of = (selector: string) => nativeQuantile(share, selector);
  return [
    { expr: of(`${metric}{${run}${also}}`), legend: name, step: k6Step },
    { expr: movedBack(of, `${metric}{${baseline}${also}}`), legend: `${baselineName} ${name}`, step: k6Step },
  ];
}

/** The offset belongs to the selector, behind its window. */
function movedBack(form: (selector: string) => string, selector: string): string {
  return form(selector).replace("[$__rate_interval]", `[$__rate_interval] ${moved}`);
}
