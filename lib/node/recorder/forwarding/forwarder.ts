/**
 * Sends what k6 pushes on to a Prometheus: in order, one push at a time, each again and again until it
 * has arrived, the server refuses it for good, or the time after the run is up. What waits lies on disk,
 * so that an outage of minutes costs no sample and no memory.
 */
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import type { PrometheusAddress } from "../../prometheus/address.ts";
import { countSamples } from "./count-samples.ts";
import type { Backoff } from "./decide.ts";
import { keptHeaders, type Push } from "./push.ts";
import { openSender } from "./sender.ts";
import { type SendingLine, startSendingLine } from "./sending-line.ts";
import { deliveryProblem, newTally, type Tally } from "./tally.ts";
import { openWaiting, type Waiting } from "./waiting.ts";

export interface ForwarderOptions {
  readonly destination: PrometheusAddress;
  /** Gets the spool, which goes again when everything was delivered. */
  readonly spoolFolder: string;
  readonly nowMs: () => number;
  /** What is sent in place of a push's body; null sends it as it came. */
  readonly rewrite?: ((body: Buffer) => Buffer) | null;
  /** Of a body as it is sent. */
  readonly countSamples?: (body: Buffer) => number;
  readonly limits?: ForwarderLimits;
}

export interface ForwarderLimits {
  readonly requestTimeoutMs: number;
  readonly backoff: Backoff;
  /** For what the disk has no room for. */
  readonly memoryBytes: number;
}

export interface Forwarder {
  /** Never throws, never waits. */
  accept(body: Buffer, headers: IncomingHttpHeaders): void;
  /**
   * Sends what still waits, for so long at most; to be called after the last push. Never rejects; called
   * again, it says the same.
   */
  finish(withinMs: number): Promise<Delivered>;
}

export interface Delivered {
  readonly samplesReceived: number;
  readonly samplesDelivered: number;
  /** Why not all arrived; null when all did. */
  readonly problem: string | null;
}

const usualLimits: ForwarderLimits = {
  requestTimeoutMs: 10_000,
  backoff: { firstMs: 250, longestMs: 10_000 },
  memoryBytes: 16 * 1024 * 1024,
};

const spoolName = "forwarding.spool";

export function openForwarder(options: ForwarderOptions): Forwarder {
  const { destination, spoolFolder, nowMs, rewrite = null, limits = usualLimits } = options;
  const count = options.countSamples ?? countSamples;
  const tally = newTally();
  const waiting = openWaiting(join(spoolFolder, spoolName), limits.memoryBytes);
  const sender = openSender(destination, limits.requestTimeoutMs);
  const line = startSendingLine({ waiting, tally, sender, backoff: limits.backoff, nowMs });
  let finished: Promise<Delivered> | null = null;
  return {
    accept: (raw, headers) => {
      const push = finished === null ? readPush(raw, headers, rewrite, count) : null;
      if (push === null) {
        tally.unreadablePushes++;
        return;
      }
      tally.samplesReceived += push.samples;
      waiting.add(push);
      line.wake();
    },
    finish: (withinMs) => (finished ??= finish(withinMs, line, tally, waiting)),
  };
}

function readPush(
  raw: Buffer,
  headers: IncomingHttpHeaders,
  rewrite: ((body: Buffer) => Buffer) | null,
  count: (body: Buffer) => number,
): Push | null {
  try {
    const body = rewrite === null ? raw : rewrite(raw);
    return { body, headers: keptHeaders(headers), samples: count(body) };
  } catch {
    return null; // told at the end, by number
  }
}

async function finish(
  withinMs: number,
  line: SendingLine,
  tally: Readonly<Tally>,
  waiting: Waiting,
): Promise<Delivered> {
  const lastFailure = await line.drain(withinMs);
  const { samples: lostSamples, because: lostBecause } = waiting.lost;
  const leftover = {
    lostSamples,
    lostBecause,
    waitingSamples: waiting.samples(),
    waitingBecause: lastFailure,
  };
  const problems = [deliveryProblem(tally, leftover), waiting.close()].filter((part) => part !== null);
  return {
    samplesReceived: tally.samplesReceived,
    samplesDelivered: tally.samplesDelivered,
    problem: problems.length === 0 ? null : problems.join("; "),
  };
}
