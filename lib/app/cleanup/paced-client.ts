/** Requests to a target one after the other, no more of them a second than it may get. */
import { setTimeout as delay } from "node:timers/promises";
import type { TargetAnswer, TargetClient } from "../run/target-client.ts";

const TIMEOUT_MS = 10_000;

export interface PacedClient {
  /** @throws whatever kept the request from an answer; the signal's reason after an abort */
  send(method: "GET" | "DELETE", url: string): Promise<TargetAnswer>;
}

/** @param ratePerSecond null for as fast as it answers */
export function pacedClient(
  client: TargetClient,
  ratePerSecond: number | null,
  signal: AbortSignal,
): PacedClient {
  const pauseMs = ratePerSecond === null ? 0 : 1000 / ratePerSecond;
  let nextAtMs = 0;
  return {
    send: async (method, url) => {
      const waitMs = nextAtMs - performance.now();
      if (waitMs > 0) await delay(waitMs, undefined, { signal });
      signal.throwIfAborted();
      nextAtMs = Math.max(performance.now(), nextAtMs) + pauseMs;
      return client.send({ method, url, signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), signal]) });
    },
  };
}
