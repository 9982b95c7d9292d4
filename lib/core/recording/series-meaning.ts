/**
 * What a pushed series counts, by its name and labels. Requests that belong to no endpoint (for a token)
 * and metrics that nobody asked for mean nothing here.
 */
import { seriesNames, tagNames } from "../record/names.ts";

export type Meaning =
  | { readonly kind: "requests"; readonly endpoint: string; readonly phase: string; readonly status: string }
  | {
      readonly kind: "bad";
      readonly endpoint: string;
      readonly phase: string;
      readonly objective: string;
    }
  | {
      readonly kind: "latency" | "bodiesChecked" | "bodiesWrong";
      readonly endpoint: string;
      readonly phase: string;
    }
  | { readonly kind: "completed" | "dropped"; readonly executor: string }
  | { readonly kind: "scriptErrors" | "vus" };

type Labels = Readonly<Record<string, string>>;

export function meaningOf(labels: Labels): Meaning | null {
  switch (labels["__name__"]) {
    case seriesNames.requests:
      return ofEndpoint(labels, (at) => ({ kind: "requests", ...at, status: labels["status"] ?? "0" }));
    case seriesNames.duration:
      return ofEndpoint(labels, (at) => ({ kind: "latency", ...at }));
    case seriesNames.objectiveBad:
      return ofEndpoint(labels, (at) => ({
        kind: "bad",
        ...at,
        objective: labels[tagNames.objective] ?? "",
      }));
    case seriesNames.bodiesChecked:
      return ofEndpoint(labels, (at) => ({ kind: "bodiesChecked", ...at }));
    case seriesNames.bodiesWrong:
      return ofEndpoint(labels, (at) => ({ kind: "bodiesWrong", ...at }));
    case seriesNames.completed:
      return { kind: "completed", executor: labels["scenario"] ?? "" };
    case seriesNames.dropped:
      return { kind: "dropped", executor: labels["scenario"] ?? "" };
    case seriesNames.scriptErrors:
      return { kind: "scriptErrors" };
    case seriesNames.vus:
      return { kind: "vus" };
    default:
      return null;
  }
}

function ofEndpoint(
  labels: Labels,
  meaning: (at: { readonly endpoint: string; readonly phase: string }) => Meaning,
): Meaning | null {
  const { [tagNames.endpoint]: endpoint, [tagNames.phase]: phase } = labels;
  return endpoint === undefined || phase === undefined ? null : meaning({ endpoint, phase });
}
