/**
 * When the machine's clock counts as stepped: set forward or back, rather than made to run a little
 * faster or slower. k6 measures a request by that clock (Go's wall clock, in its HTTP tracer) and an
 * iteration by one that nobody can set, so that only requests under way at a step have wrong times.
 */
export const clock = {
  /** Programs that keep the time correct up to about as much without a step. */
  toleratedStepSeconds: 0.1,
} as const;
