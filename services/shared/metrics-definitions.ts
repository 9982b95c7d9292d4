/**
 * Every metric of the services: name, type, labels, help, buckets. Names, types and labels are what
 * rules and dashboards are written against, so that a change here is a change of contract. No label
 * may take values from outside: what is not in a closed list or a route template is no label value.
 */

export const serviceNames = ["api", "postgres", "mongo"] as const;
export type ServiceName = (typeof serviceNames)[number];

export const httpDurationBaseBuckets = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
const queryBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Work in the background may wait for a store that restarts: wider at its upper end. */
const backgroundBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export interface Definition {
  readonly help: string;
  readonly labels: readonly string[];
  /** Told on `/business-metrics` instead of `/metrics`, so that no scrape counts it twice. */
  readonly business: boolean;
}

export const counters = {
  http_requests_total: {
    help: "Requests by how they were answered; 499: the caller left before its answer. Availability is judged from this.",
    labels: ["method", "endpoint", "status_code", "service", "traffic"],
    business: false,
  },
  database_errors_total: {
    help: "Operations of a store that failed, by what went wrong.",
    labels: ["database_type", "error_type", "service"],
    business: false,
  },
  user_registrations_total: { help: "Registrations answered with 201.", labels: ["service"], business: true },
  cache_hits_total: {
    help: "Reads that the cache answered.",
    labels: ["cache_type", "service"],
    business: false,
  },
  cache_misses_total: {
    help: "Reads that the cache could not answer, or failed to.",
    labels: ["cache_type", "service"],
    business: false,
  },
  messages_processed_total: {
    help: "Messages worked off, by how that ended; a message that is delivered again counts again.",
    labels: ["queue_name", "status", "service"],
    business: false,
  },
} as const satisfies Record<string, Definition>;

export const histograms = {
  http_request_duration_seconds: {
    help: "Time from a request's headers to the end of its answer, over all requests. Latency is judged from this.",
    labels: ["method", "endpoint", "service", "traffic"],
    buckets: httpDurationBaseBuckets,
    business: false,
  },
  database_query_duration_seconds: {
    help: "Time of one operation of a store, the wait for a connection included.",
    labels: ["database_type", "operation", "service"],
    buckets: queryBuckets,
    business: false,
  },
  task_processing_duration_seconds: {
    help: "Time to work one task off, by how that ended.",
    labels: ["task_type", "status", "service"],
    buckets: backgroundBuckets,
    business: true,
  },
  message_processing_duration_seconds: {
    help: "Time from a message's delivery to the end of its work.",
    labels: ["queue_name", "service"],
    buckets: backgroundBuckets,
    business: false,
  },
} as const satisfies Record<string, Definition & { readonly buckets: readonly number[] }>;

/** Readings: there is a sample only while there is a reading, never a made-up one. */
export const gauges = {
  database_connections_active: {
    help: "Connections to its store that this service has in use; 0 where the store is in the process.",
    labels: ["database_type", "service"],
    business: false,
  },
  active_users_current: {
    help: "Users who registered or were read within the last five minutes, through this process.",
    labels: ["service"],
    business: true,
  },
  cache_size_bytes: {
    help: "Memory that the cache takes: of all of Redis, or of the entries of the in-process cache.",
    labels: ["cache_type", "service"],
    business: false,
  },
  message_queue_size: {
    help: "Messages that wait in the queue.",
    labels: ["queue_name", "service"],
    business: false,
  },
  // Beside the contract: what else the health collector reads.
  database_pool_connections: {
    help: "Connections of this service's pool by state (total, idle), and callers that wait for one.",
    labels: ["database_type", "state", "service"],
    business: false,
  },
  database_server_connections: {
    help: "Connections to the store by state, those of everybody, as the store counts them.",
    labels: ["database_type", "state", "service"],
    business: false,
  },
  database_slowest_statements_seconds: {
    help: "Mean time of the store's slowest statements; rank 1 is the slowest.",
    labels: ["database_type", "rank", "service"],
    business: false,
  },
  health_probe_up: {
    help: "1 while the last reading of this probe succeeded, 0 while it did not.",
    labels: ["probe", "service"],
    business: false,
  },
  health_probe_last_success_timestamp_seconds: {
    help: "When this probe last succeeded, in Unix time.",
    labels: ["probe", "service"],
    business: false,
  },
  business_metrics_source_up: {
    help: "1 while the service that owns business metrics gave them in time, 0 while it did not.",
    labels: ["source", "service"],
    business: true,
  },
} as const satisfies Record<string, Definition>;

export type CounterName = keyof typeof counters;
export type HistogramName = keyof typeof histograms;
export type GaugeName = keyof typeof gauges;

/** The labels that a caller gives: `service` is the collector's own. */
export type LabelsOf<D extends Definition> = Readonly<
  Record<Exclude<D["labels"][number], "service">, string>
>;

export const businessNames: readonly string[] = Object.entries({ ...counters, ...histograms, ...gauges })
  .filter(([, { business }]) => business)
  .map(([name]) => name);
