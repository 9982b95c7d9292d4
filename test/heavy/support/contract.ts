/** The metrics of the services as issue and rules know them, and which labels a sample of each must have. */
export const contract: Readonly<Record<string, readonly string[]>> = {
  http_requests_total: ["method", "endpoint", "status_code", "service", "traffic"],
  http_request_duration_seconds_bucket: ["method", "endpoint", "service", "traffic", "le"],
  database_connections_active: ["database_type", "service"],
  database_query_duration_seconds_bucket: ["database_type", "operation", "service", "le"],
  database_errors_total: ["database_type", "error_type", "service"],
  user_registrations_total: ["service"],
  active_users_current: ["service"],
  task_processing_duration_seconds_bucket: ["task_type", "status", "service", "le"],
  cache_hits_total: ["cache_type", "service"],
  cache_misses_total: ["cache_type", "service"],
  cache_size_bytes: ["cache_type", "service"],
  message_queue_size: ["queue_name", "service"],
  messages_processed_total: ["queue_name", "status", "service"],
  message_processing_duration_seconds_bucket: ["queue_name", "service", "le"],
};

/** One of each scraped program that only it exports. */
export const signatures: Readonly<Record<string, string>> = {
  "microservices-api": 'nodejs_eventloop_lag_seconds{job="microservices-api"}',
  "microservices-data-services": 'nodejs_eventloop_lag_seconds{job="microservices-data-services"}',
  "node-exporter": "node_cpu_seconds_total",
  "postgres-exporter": "pg_stat_database_xact_commit",
  "mongodb-exporter": "mongodb_up",
  "redis-exporter": "redis_memory_used_bytes",
  "rabbitmq-exporter": 'rabbitmq_queue_messages_ready{queue="tasks"}',
  "business-metrics": 'user_registrations_total{job="business-metrics"}',
};
