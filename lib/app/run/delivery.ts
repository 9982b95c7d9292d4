/**
 * A run's samples on their way to a Prometheus: found and asked before the run, told about after it.
 * What it does not take decides nothing: the run is judged by its own record.
 */
import type { Delivery } from "../../core/record/delivery.ts";
import { openPrometheus } from "../../node/prometheus/prometheus.ts";
import { PrometheusError } from "../../node/prometheus/prometheus-error.ts";
import { type Forwarder, openForwarder } from "../../node/recorder/forwarding/forwarder.ts";
import { trendsAsGauges } from "../../node/recorder/forwarding/trend-stats/as-gauges.ts";
import { statistic } from "../../node/recorder/forwarding/trend-stats/statistic.ts";
import { confirmRequests } from "./confirm-requests.ts";
import { prometheusOf, type PrometheusOfRun } from "./prometheus-of.ts";
import type { Ground } from "./ready.ts";

export type DeliveryGround = Pick<Ground, "access" | "cleanup" | "folder" | "say"> & {
  readonly settings: Pick<Ground["settings"], "prometheus" | "trendStats">;
};

export interface OpenDelivery {
  readonly prometheus: PrometheusOfRun;
  readonly forwarder: Forwarder;
}

export interface Opening {
  /** Null where nothing is to be forwarded. */
  readonly delivery: OpenDelivery | null;
  /** For the record. */
  readonly notes: readonly string[];
}

const PROBE_MS = 3_000;
/** For what still waits when the run is over. */
const FINISH_WITHIN_MS = 60_000;
const SILENT_MS = 2_000;

/** @throws PrometheusError for one that will take nothing: wrong credentials, a redirect */
export async function openDelivery(ground: DeliveryGround): Promise<Opening> {
  const { settings, access, folder, say, cleanup } = ground;
  const prometheus = prometheusOf(settings, access);
  if (prometheus === null) return { delivery: null, notes: [] };
  const { address, isOptional } = prometheus;
  const problem = await probe(prometheus);
  if (problem !== null && isOptional) return { delivery: null, notes: said(say, nothingForwarded(problem)) };
  const notes = problem === null ? [] : said(say, `${problem.message}; samples wait on disk until then`);
  const forwarder = openForwarder({
    destination: address,
    spoolFolder: folder,
    nowMs: Date.now,
    rewrite: rewriting(settings.trendStats),
  });
  cleanup.defer("end the forwarding of samples", async () => {
    await forwarder.finish(0);
  });
  if (problem === null) say(`samples go to Prometheus at ${address.url} too`);
  return { delivery: { prometheus, forwarder }, notes };
}

/** Null when it answers as it should. */
async function probe({ address, isOptional }: PrometheusOfRun): Promise<PrometheusError | null> {
  const prometheus = openPrometheus(address, PROBE_MS);
  try {
    await prometheus.query("vector(1)", Date.now() / 1000);
    return null;
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    if (!isOptional && (error.code === "unauthorized" || error.code === "redirected")) throw error;
    return error;
  } finally {
    await prometheus.close();
  }
}

function nothingForwarded({ message }: PrometheusError): string {
  return `no samples are forwarded: ${message}`;
}

function said(say: (line: string) => void, line: string): readonly string[] {
  say(line);
  return [line];
}

function rewriting(trendStats: readonly string[] | null): ((body: Buffer) => Buffer) | null {
  if (trendStats === null) return null;
  const statistics = trendStats.map(statistic);
  return (body) => trendsAsGauges(body, statistics);
}

export interface RunToConfirm {
  readonly runId: string;
  readonly startedAtMs: number;
  /** k6's own total of requests to endpoints, all phases included; null when it is not known. */
  readonly requestsSent: number | null;
}

/** To be called when k6 has ended and its last push is accepted. Never rejects for what the Prometheus does. */
export async function concludeDelivery(
  { prometheus, forwarder }: OpenDelivery,
  run: RunToConfirm,
  say: (line: string) => void,
): Promise<Delivery> {
  const { address } = prometheus;
  const telling = setTimeout(() => {
    say(`waiting up to ${FINISH_WITHIN_MS / 1000} s for Prometheus at ${address.url} to take what is left`);
  }, SILENT_MS);
  const delivered = await forwarder.finish(FINISH_WITHIN_MS);
  clearTimeout(telling);
  const confirmed =
    delivered.samplesDelivered === 0
      ? { requestsConfirmed: null, unconfirmedBecause: "it took no sample" }
      : await confirmRequests(address, run, Date.now);
  return { url: address.url, ...delivered, requestsSent: run.requestsSent, ...confirmed };
}
