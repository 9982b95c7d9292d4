/**
 * What a Prometheus says that it has of a run: the last value of each counter of requests to an endpoint
 * (those for a token are none's), added up.
 * Not `increase()`, which guesses what lies between and before the samples: the counters begin with the
 * run, so their last values are its totals. `last_over_time` sees past the markers that end a series.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { RUN_LABEL, seriesNames, tagNames, tokenRequests } from "../../core/record/names.ts";
import type { PrometheusAddress } from "../../node/prometheus/address.ts";
import { openPrometheus, type Prometheus } from "../../node/prometheus/prometheus.ts";
import { PrometheusError } from "../../node/prometheus/prometheus-error.ts";
import { selector } from "../../node/prometheus/selector.ts";

export interface AskedRun {
  readonly runId: string;
  readonly startedAtMs: number;
  /** What the answer should be; null where it is not known. */
  readonly requestsSent: number | null;
}

export interface Confirmation {
  readonly requestsConfirmed: number | null;
  readonly unconfirmedBecause: string | null;
}

const TIMEOUT_MS = 10_000;
/** A cluster may show only later what it has taken. */
const SHOWN_WITHIN_MS = 5_000;
const PAUSE_MS = 500;
/** Our clock and k6's first sample. */
const SLACK_SECONDS = 60;

/** Never rejects: a delivery without a confirmation is told as such. */
export async function confirmRequests(
  address: PrometheusAddress,
  run: AskedRun,
  nowMs: () => number,
): Promise<Confirmation> {
  const prometheus = openPrometheus(address, TIMEOUT_MS);
  try {
    return { requestsConfirmed: await settledCount(prometheus, run, nowMs), unconfirmedBecause: null };
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    return { requestsConfirmed: null, unconfirmedBecause: error.received };
  } finally {
    await prometheus.close();
  }
}

/** Asked again until it is what was sent, for a while. */
async function settledCount(prometheus: Prometheus, run: AskedRun, nowMs: () => number): Promise<number> {
  const untilMs = nowMs() + SHOWN_WITHIN_MS;
  for (;;) {
    const count = await requestsOf(prometheus, run, nowMs());
    if (run.requestsSent === null || count >= run.requestsSent || nowMs() >= untilMs) return count;
    await sleep(PAUSE_MS);
  }
}

async function requestsOf(
  prometheus: Prometheus,
  { runId, startedAtMs }: AskedRun,
  nowMs: number,
): Promise<number> {
  const windowSeconds = Math.ceil((nowMs - startedAtMs) / 1000) + SLACK_SECONDS;
  const notForTokens = { [tagNames.phase]: tokenRequests.phase };
  const counters = selector(seriesNames.requests, { [RUN_LABEL]: runId }, notForTokens);
  const [sum] = await prometheus.query(`sum(last_over_time(${counters}[${windowSeconds}s]))`, nowMs / 1000);
  return sum?.value ?? 0; // no series, no sum
}
