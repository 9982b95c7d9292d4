/**
 * The loop that empties the queue: one push after the other, and the same one again while it fails for
 * a reason that may pass. After `drain` it goes on until the queue is empty or the time is up.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Backoff, decide, type Decision } from "./decide.ts";
import type { Push } from "./push.ts";
import type { Sender } from "./sender.ts";
import type { Tally } from "./tally.ts";
import type { Waiting } from "./waiting.ts";

export interface SendingLine {
  /** Something waits. */
  wake(): void;
  /** @returns why the last attempt failed; null when none did, or it has passed. Never rejects. */
  drain(withinMs: number): Promise<string | null>;
}

export interface LineParts {
  readonly waiting: Waiting;
  readonly tally: Tally;
  readonly sender: Sender;
  readonly backoff: Backoff;
  readonly nowMs: () => number;
}

export function startSendingLine(parts: LineParts): SendingLine {
  const { sender } = parts;
  const woken = createBell();
  const draining = new AbortController();
  const timeUp = new AbortController();
  const signals = { draining: draining.signal, timeUp: timeUp.signal };
  const ended = run(parts, woken, signals).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  return {
    wake: () => woken.ring(),
    drain: async (withinMs) => {
      draining.abort();
      woken.ring();
      const timer = setTimeout(() => {
        timeUp.abort();
        void sender.close(); // an attempt that is under way breaks
      }, withinMs);
      const lastFailure = await ended;
      clearTimeout(timer);
      await sender.close();
      return lastFailure;
    },
  };
}

interface Signals {
  readonly draining: AbortSignal;
  readonly timeUp: AbortSignal;
}

async function run(parts: LineParts, woken: Bell, signals: Signals): Promise<string | null> {
  const { waiting, tally, sender, backoff, nowMs } = parts;
  let failures = 0;
  let lastFailure: string | null = null;
  const isTimeUp = () => signals.timeUp.aborted;
  while (!isTimeUp()) {
    const push = waiting.first();
    if (push === null) {
      if (signals.draining.aborted) return null;
      await woken.rung();
      continue;
    }
    const decision = decide(await sender.send(push), failures, backoff, nowMs());
    if (decision.kind !== "retry") {
      settle(tally, push, decision);
      waiting.removeFirst();
      [failures, lastFailure] = [0, null];
      continue;
    }
    // An attempt that we broke ourselves says less than the one before it.
    if (isTimeUp()) return lastFailure ?? "it had not answered yet";
    failures++;
    lastFailure = decision.why;
    await pause(decision, signals);
  }
  return lastFailure;
}

function settle(tally: Tally, { samples }: Push, decision: Exclude<Decision, { kind: "retry" }>): void {
  if (decision.kind === "delivered") tally.samplesDelivered += samples;
  else {
    tally.refusedPushes++;
    tally.refusedSamples += samples;
    tally.refusedBecause ??= decision.why;
  }
}

/** Once nothing more comes a wait of our own is cut short, but not one that the server asked for. */
async function pause(
  { afterMs, isAsked }: Extract<Decision, { kind: "retry" }>,
  { draining, timeUp }: Signals,
): Promise<void> {
  const isHurried = draining.aborted && !isAsked;
  const waitMs = isHurried ? Math.min(afterMs, HURRIED_MS) : afterMs;
  const cutBy = isAsked || draining.aborted ? timeUp : AbortSignal.any([draining, timeUp]);
  await sleep(waitMs, undefined, { signal: cutBy }).catch(() => undefined);
}

/** Between attempts in the time after the run. */
const HURRIED_MS = 1_000;

interface Bell {
  ring(): void;
  /** At once when it rang since the last time. */
  rung(): Promise<void>;
}

function createBell(): Bell {
  let hasRung = false;
  let tell: (() => void) | null = null;
  return {
    ring: () => {
      hasRung = true;
      tell?.();
    },
    rung: async () => {
      if (!hasRung) await new Promise<void>((resolve) => (tell = resolve));
      [hasRung, tell] = [false, null];
    },
  };
}
