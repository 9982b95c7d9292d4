/**
 * A client of Prometheus' HTTP API v1 for questions whose answers decide something: each is checked, and
 * one that warns that data are missing is refused, for half an answer looks like a good one. Native
 * histograms are refused too: a question is to make numbers of them (`histogram_quantile`).
 */
import * as z from "zod";
import type { PrometheusAddress } from "./address.ts";
import { envelope, instantData, rangeData, seriesData } from "./api-answer.ts";
import { type Connection, openConnection } from "./connection.ts";
import { PrometheusError } from "./prometheus-error.ts";

export type Labels = Readonly<Record<string, string>>;

/** `value` may be NaN or infinite: that is what the question came to. */
export interface Point {
  readonly timeSeconds: number;
  readonly value: number;
}

export interface Sample extends Point {
  readonly labels: Labels;
}

export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

export interface RangeSeconds {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Each throws PrometheusError. */
export interface Prometheus {
  readonly url: string;
  /** Its own clock, in seconds since 1970. */
  now(): Promise<number>;
  /** A scalar comes as one sample without labels. */
  query(promql: string, atSeconds: number): Promise<Sample[]>;
  queryRange(promql: string, range: RangeSeconds & { readonly stepSeconds: number }): Promise<Series[]>;
  /** The labels of every series that one of the selectors matches. */
  series(selectors: readonly string[], range: RangeSeconds): Promise<Labels[]>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

/** @param timeoutMs for each answer; Prometheus is told, and gives up by then too */
export function openPrometheus(address: PrometheusAddress, timeoutMs = TIMEOUT_MS): Prometheus {
  const connection = openConnection(address);
  const { url } = connection;
  const ask = (path: string, parameters: readonly (readonly [string, string])[]) =>
    dataOf(connection, path, parameters, timeoutMs);
  const limit = ["timeout", `${Math.ceil(timeoutMs)}ms`] as const;
  return {
    url,
    now: async () => {
      const samples = samplesOf(
        url,
        checked(url, instantData, await ask("/api/v1/query", [["query", "time()"], limit])),
      );
      const [sample] = samples;
      if (sample !== undefined) return sample.value;
      throw PrometheusError.wrongResult(url, "a scalar", "nothing", "check its address");
    },
    query: async (promql, atSeconds) => {
      const asked = [["query", promql], ["time", String(atSeconds)], limit] as const;
      return samplesOf(url, checked(url, instantData, await ask("/api/v1/query", asked)));
    },
    queryRange: async (promql, { startSeconds, endSeconds, stepSeconds }) => {
      const range = { start: startSeconds, end: endSeconds, step: stepSeconds };
      const asked = [["query", promql], ...parametersOf(range), limit] as const;
      return seriesOf(url, checked(url, rangeData, await ask("/api/v1/query_range", asked)));
    },
    series: async (selectors, { startSeconds, endSeconds }) => {
      const asked = [
        ...selectors.map((selector) => ["match[]", selector] as const),
        ...parametersOf({ start: startSeconds, end: endSeconds }),
      ];
      return checked(url, seriesData, await ask("/api/v1/series", asked));
    },
    close: () => connection.close(),
  };
}

function parametersOf(numbers: Readonly<Record<string, number>>): (readonly [string, string])[] {
  return Object.entries(numbers).map(([name, value]) => [name, String(value)] as const);
}

/** By POST, which takes a question of any length. */
async function dataOf(
  connection: Connection,
  path: string,
  parameters: readonly (readonly [string, string])[],
  timeoutMs: number,
): Promise<unknown> {
  const { url } = connection;
  const { status, body } = await connection.ask({
    method: "POST",
    path,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString(),
    timeoutMs,
  });
  const answer = envelope.safeParse(jsonOf(body));
  if (status === 404 && !answer.success) throw PrometheusError.notPrometheus(url, "404 (not found)");
  if (status !== 200) throw PrometheusError.status(url, status, connection.words(body));
  if (!answer.success) throw PrometheusError.notPrometheus(url, "200 with something else");
  if (answer.data.status === "error") throw PrometheusError.status(url, status, connection.words(body));
  const { data, warnings } = answer.data;
  // Before infos had a place of their own they stood among the warnings.
  const serious = warnings.filter((text) => !text.startsWith("PromQL info"));
  if (serious.length > 0) throw PrometheusError.partialData(url, serious);
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function checked<T>(url: string, schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw PrometheusError.notPrometheus(url, `data of another shape (${z.prettifyError(result.error)})`);
}

function samplesOf(url: string, data: z.infer<typeof instantData>): Sample[] {
  if (data.resultType === "scalar") return [{ labels: {}, ...pointOf(data.result) }];
  if (data.resultType !== "vector") {
    throw PrometheusError.wrongResult(url, "a vector or a scalar", `a ${data.resultType}`, "ask otherwise");
  }
  return data.result.map(({ metric, value }) => {
    if (value === undefined) throw histogramsInstead(url);
    return { labels: metric, ...pointOf(value) };
  });
}

function seriesOf(url: string, { result }: z.infer<typeof rangeData>): Series[] {
  return result.map(({ metric, values, histograms }) => {
    if (histograms.length > 0) throw histogramsInstead(url);
    return { labels: metric, points: values.map(pointOf) };
  });
}

function histogramsInstead(url: string): PrometheusError {
  return PrometheusError.wrongResult(
    url,
    "numbers",
    "native histograms",
    "ask for histogram_quantile() of them",
  );
}

function pointOf([timeSeconds, value]: readonly [number, number]): Point {
  return { timeSeconds, value };
}
