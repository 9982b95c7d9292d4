/** The counters of ours. k6 wants them made while a script loads. */
import { Counter } from "k6/metrics";
import { metricNames } from "../core/record/names.ts";

export const objectiveBad = new Counter(metricNames.objectiveBad);
export const scriptErrors = new Counter(metricNames.scriptErrors);
export const bodiesChecked = new Counter(metricNames.bodiesChecked);
export const bodiesWrong = new Counter(metricNames.bodiesWrong);
