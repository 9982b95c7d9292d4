/** When a load generator counts as too busy to be trusted: it measures its own lateness as the system's. */
export const saturation = {
  /** A sample above this share of all cores is saturated. */
  cpuShare: 0.8,
  /**
   * Mean wait of its threads for a turn on a CPU, above which a sample is late: a wait of the order of
   * what is measured is measured with it, though the generator itself uses next to no CPU (docs/soak.md).
   */
  waitPerTurnSeconds: 0.001,
  /** So many seconds of such samples in a row make the run's latencies doubtful. */
  seconds: 10,
} as const;
