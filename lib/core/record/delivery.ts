/** What became of the samples that a run meant for a Prometheus. */

export interface Delivery {
  /** Where to; no credentials in it. */
  readonly url: string;
  /** Those that were meant for it. */
  readonly samplesReceived: number;
  readonly samplesDelivered: number;
  /** Requests that k6 itself counted; null when its last word is not known. */
  readonly requestsSent: number | null;
  /** What the Prometheus itself says it has of the run: requests by its own count; null when it could not be asked. */
  readonly requestsConfirmed: number | null;
  /** Why it could not be asked; null when it was. */
  readonly unconfirmedBecause: string | null;
  /** Why not all arrived; null when all did. */
  readonly problem: string | null;
}
