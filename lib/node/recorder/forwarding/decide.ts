/**
 * What becomes of a push after an attempt to send it. What may be different the next time is tried
 * again for as long as it takes: no answer, 5xx, 429. What the server refuses it would refuse again.
 */
import { retryAfterMs } from "./retry-after.ts";

export type Attempt =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly retryAfter: string | null;
      /** The server's own. */
      readonly words: string;
    }
  | { readonly kind: "unanswered"; readonly isPermanent: boolean; readonly reason: string };

export type Decision =
  | { readonly kind: "delivered" }
  | { readonly kind: "giveUp"; readonly why: string }
  | {
      readonly kind: "retry";
      readonly why: string;
      readonly afterMs: number;
      /** The server named the time: nothing makes us come earlier. */
      readonly isAsked: boolean;
    };

export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** @param failures of this push before, without a break */
export function decide(attempt: Attempt, failures: number, backoff: Backoff, nowMs: number): Decision {
  if (attempt.kind === "unanswered") {
    const { isPermanent, reason: why } = attempt;
    return isPermanent ? { kind: "giveUp", why } : retry(why, null, failures, backoff);
  }
  const { status, words } = attempt;
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const why = words === "" ? `it answered ${status}` : `it answered ${status}: ${words}`;
  if (refusesHistograms(words)) return { kind: "giveUp", why: `${why}; ${histogramRemedy}` };
  if (status !== 429 && status < 500) return { kind: "giveUp", why };
  return retry(why, retryAfterMs(attempt.retryAfter, nowMs), failures, backoff);
}

const histogramRemedy = "switch its native histograms on, or use --trend-stats";

/** A Prometheus without the feature calls it a fault of its own (500), but it will not pass. */
function refusesHistograms(words: string): boolean {
  return /native histograms? (are|is) (disabled|not enabled)/i.test(words);
}

function retry(why: string, askedMs: number | null, failures: number, backoff: Backoff): Decision {
  const ownMs = Math.min(backoff.longestMs, backoff.firstMs * 2 ** failures);
  return { kind: "retry", why, afterMs: askedMs ?? ownMs, isAsked: askedMs !== null };
}
