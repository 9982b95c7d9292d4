/** How long a server asks us to wait: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). */

/** Longer would keep a server that is back waiting for us. */
const LONGEST_MS = 300_000;

/** @returns null for none, and for one that says nothing */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(LONGEST_MS, Math.max(0, waitMs));
}
