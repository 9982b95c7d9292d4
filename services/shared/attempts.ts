/**
 * How often a message is tried: some attempts with growing waits between them, then it is given up.
 * `TryLater` is no attempt: while the store is away every message would fail, and none is to blame.
 * What still waits when the queue closes is handed back.
 */
import { realWait, type Backoff, type Wait } from "./keep-trying.ts";
import { TryLater, type WorkHandler, type WorkMessage } from "./work-queue.ts";

export interface AttemptRules {
  readonly attempts: number;
  readonly backoff: Backoff;
}

export const defaultAttempts: AttemptRules = { attempts: 5, backoff: { firstMs: 100, maxMs: 2_000 } };

export type WorkResult =
  | { readonly kind: "done" }
  | { readonly kind: "givenUp"; readonly error: unknown }
  | { readonly kind: "handedBack" };

/** @param closing ends the waits, not an attempt under way */
export async function workOff(
  message: WorkMessage,
  handler: WorkHandler,
  { attempts, backoff }: AttemptRules,
  closing: AbortSignal,
  wait: Wait = realWait,
): Promise<WorkResult> {
  let attempt = 1;
  for (let waitMs = backoff.firstMs; !closing.aborted; waitMs = Math.min(waitMs * 2, backoff.maxMs)) {
    try {
      await handler(message, { attempt, isLastAttempt: attempt === attempts });
      return { kind: "done" };
    } catch (error) {
      if (!(error instanceof TryLater)) attempt += 1;
      if (attempt > attempts) return { kind: "givenUp", error };
    }
    await wait(waitMs, closing).catch(() => undefined);
  }
  return { kind: "handedBack" };
}
