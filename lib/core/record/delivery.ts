/** What became of the samples that a run meant for a Prometheus. */

export interface Delivery {
  /** Where to; no credentials in it. */
  readonly url: string;
  readonly samplesReceived: number;
  readonly samplesDelivered: number;
  /** What the Prometheus itself says it has of the run: requests by its own count; null when it could not be asked. */
  readonly requestsConfirmed: number | null;
  /** Why not all arrived; null when all did. */
  readonly problem: string | null;
}
