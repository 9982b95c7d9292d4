/** Names of our annotations in OpenSLO documents; `openslo.com/` is the specification's own. */

export const annotationNames = {
  id: "tidemark/id",
  service: "tidemark/service",
  endpoint: "tidemark/endpoint",
  owner: "tidemark/owner",
  /** `errors`, or `slower than 0.5 s`. */
  bad: "tidemark/bad",
  severity: "tidemark/severity",
  runbook: "tidemark/runbook",
  expectedRequestsPerSecond: "tidemark/expected-requests-per-second",
  shortWindow: "tidemark/short-window",
  leastBadEvents: "tidemark/least-bad-events",
  slaOf: "tidemark/sla-of",
  /** A list, as JSON. */
  exclusions: "tidemark/sla-exclusions",
} as const;
