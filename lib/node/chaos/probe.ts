/**
 * The director's own eyes: asks each endpoint at a fixed rate, with connections and a timeout of its own,
 * so that what k6 feels does not hold it up. Says what each request came to; what that means is the
 * analysis' question.
 */
import { performance } from "node:perf_hooks";
import { Agent } from "undici";
import { PROBE_INTERVAL_MS, type ProbedThing, type ProbeRow } from "../../core/experiment/probe.ts";
import { syntheticTrafficHeader } from "../../core/record/names.ts";

export interface ProbedEndpoint {
  readonly about: ProbedThing;
  readonly endpoint: string;
  readonly url: string;
  readonly expectedStatuses: readonly number[];
}

export interface ProbeOptions {
  readonly endpoints: readonly ProbedEndpoint[];
  /** Beside those of every request; asked for anew each time, for tokens that are renewed. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly connect: Agent.Options["connect"];
  readonly onRow: (row: ProbeRow) => void;
  readonly intervalMs?: number;
  readonly timeoutMs?: number;
}

export interface Probe {
  /** Resolves once the last answer has come, or its time is up. */
  stop(): Promise<void>;
}

/** Ten intervals: a stall shows within two seconds, and few requests are under way at once. */
export const PROBE_TIMEOUT_MS = 2_000;

export function startProbe({
  endpoints,
  headers,
  connect,
  onRow,
  intervalMs = PROBE_INTERVAL_MS,
  timeoutMs = PROBE_TIMEOUT_MS,
}: ProbeOptions): Probe {
  // Slow answers hold up none that follow: as many connections as are needed, one request on each.
  const agents = endpoints.map(
    () => new Agent({ ...(connect !== undefined && { connect }), connectTimeout: timeoutMs, pipelining: 1 }),
  );
  const underWay = new Set<Promise<void>>();
  const round = () => {
    endpoints.forEach((endpoint, index) => {
      const agent = agents[index];
      if (agent === undefined) return;
      const asked = askOnce(agent, endpoint, headers, timeoutMs).then(onRow);
      underWay.add(asked);
      void asked.finally(() => underWay.delete(asked));
    });
  };
  const ticking = tick(intervalMs, round);
  return {
    stop: async () => {
      ticking.stop();
      await Promise.all(underWay);
      await Promise.all(agents.map((agent) => agent.destroy()));
    },
  };
}

/** On a grid of its own; a round that this process slept through is left out, never made up for. */
function tick(intervalMs: number, round: () => void): { stop(): void } {
  const startMs = performance.now();
  let rounds = 0;
  let timer = setTimeout(next, 0);
  function next() {
    round();
    const passedMs = performance.now() - startMs;
    // A timer may be early by a fraction of a millisecond: its round is over all the same.
    rounds = Math.max(rounds, Math.floor(passedMs / intervalMs)) + 1;
    timer = setTimeout(next, rounds * intervalMs - passedMs);
  }
  return { stop: () => clearTimeout(timer) };
}

async function askOnce(
  agent: Agent,
  { about, endpoint, url, expectedStatuses }: ProbedEndpoint,
  headers: ProbeOptions["headers"],
  timeoutMs: number,
): Promise<ProbeRow> {
  const atMs = Date.now();
  const startMs = performance.now();
  const row = (status: number, ok: boolean): ProbeRow => {
    const seconds = (performance.now() - startMs) / 1000;
    return { schema: 1, about, atMs, endpoint, ok, status, seconds };
  };
  try {
    const { origin, pathname, search } = new URL(url);
    const { statusCode, body } = await agent.request({
      method: "GET",
      origin,
      path: pathname + search,
      headers: { ...(await headers()), [syntheticTrafficHeader.name]: syntheticTrafficHeader.value },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body.dump();
    return row(statusCode, expectedStatuses.includes(statusCode));
  } catch {
    return row(0, false);
  }
}
