/** When a load generator counts as too busy to be trusted: it measures its own lateness as the system's. */
export const saturation = {
  /** A sample above this share of all cores is saturated. */
  cpuShare: 0.8,
  /**
   * Mean wait of its threads for a turn on a CPU, above which a sample is late. Undisturbed, k6 waits
   * some 0.01 ms a turn, at 100 as at 3,000 requests/s; from 1 ms on it measured a p95 of hundreds of
   * ms on a server that answers within one (docs/soak.md).
   */
  waitPerTurnSeconds: 0.001,
  /** So many seconds of such samples in a row make the run's latencies doubtful. */
  seconds: 10,
} as const;
