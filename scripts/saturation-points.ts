/**
 * What `lib/core/rules` records about the services' surroundings, read from there. Goes when the two
 * are merged: `saturationPoints` of lib/core/rules/infrastructure takes its place.
 */
import type { SaturationView } from "../lib/core/dashboards/saturation.ts";

export const saturationPoints: readonly SaturationView[] = [
  {
    id: "cpu",
    component: "machine",
    title: "CPU of the machine in use",
    description: "Requests wait for a processor. See which container takes it; add cores or instances.",
    unit: "ratio",
    soft: {
      above: 0.85,
    },
    hard: {
      above: 0.95,
    },
  },
  {
    id: "memory",
    component: "machine",
    title: "memory of the machine in use",
    description: "At its end the kernel ends processes. See which container grows; add memory.",
    unit: "ratio",
    soft: {
      above: 0.85,
    },
    hard: {
      above: 0.95,
    },
  },
  {
    id: "disk",
    component: "machine",
    title: "disk in use",
    description: "A store that cannot write stops. Remove what is not needed; enlarge the disk.",
    unit: "ratio",
    soft: {
      above: 0.8,
    },
    hard: {
      above: 0.92,
    },
  },
  {
    id: "container_throttling",
    component: "containers",
    title: "scheduling periods in which a container was throttled",
    description: "It wants more CPU than its limit. Latency suffers first: raise the limit or add instances.",
    unit: "ratio",
    soft: {
      above: 0.25,
    },
    hard: {
      above: 0.6,
    },
  },
  {
    id: "container_memory",
    component: "containers",
    title: "memory of a container against its limit",
    description:
      "At the limit the kernel ends it. See whether it leaks (tidemark run soak); raise the limit.",
    unit: "ratio",
    soft: {
      above: 0.8,
    },
    hard: {
      above: 0.92,
    },
  },
  {
    id: "postgres_connections",
    component: "postgres",
    title: "connections of PostgreSQL in use",
    description: "Beyond its maximum it refuses connections. See who holds them; lower the services' pools.",
    unit: "ratio",
    soft: {
      above: 0.7,
    },
    hard: {
      above: 0.85,
    },
  },
  {
    id: "postgres_longest_transaction",
    component: "postgres",
    title: "age of PostgreSQL's longest transaction in seconds",
    description:
      "It holds its locks and keeps vacuum from its work. Find it in pg_stat_activity; end it if it hangs.",
    unit: "seconds",
    soft: {
      above: 300,
    },
    hard: {
      above: 1800,
    },
  },
  {
    id: "mongodb_connections",
    component: "mongodb",
    title: "connections of MongoDB in use",
    description: "Beyond its maximum it refuses connections. See who holds them; lower the services' pools.",
    unit: "ratio",
    soft: {
      above: 0.7,
    },
    hard: {
      above: 0.85,
    },
  },
  {
    id: "mongodb_queue",
    component: "mongodb",
    title: "operations of MongoDB that wait for a lock",
    description: "It gets more work than it does. Look for slow operations and missing indexes.",
    unit: "count",
    soft: {
      above: 16,
    },
    hard: {
      above: 100,
    },
  },
  {
    id: "redis_memory",
    component: "redis",
    title: "memory of Redis in use",
    description:
      "When it is full, a cache evicts and everything else refuses writes. See what grows; raise maxmemory.",
    unit: "ratio",
    soft: {
      above: 0.85,
    },
    hard: {
      above: 0.98,
    },
  },
  {
    id: "redis_evictions",
    component: "redis",
    title: "keys that Redis evicts in five minutes",
    description:
      "The cache is too small for what is asked of it; hits become misses. Raise maxmemory or shorten lifetimes.",
    unit: "count",
    soft: {
      above: 1000,
    },
    hard: {
      above: 100000,
    },
  },
  {
    id: "rabbitmq_backlog",
    component: "rabbitmq",
    title: "messages that wait in a queue",
    description: "Consumers are slower than producers, or stuck. Look at their errors; add consumers.",
    unit: "count",
    soft: {
      above: 1000,
    },
    hard: {
      above: 10000,
    },
  },
  {
    id: "rabbitmq_memory",
    component: "rabbitmq",
    title: "memory of RabbitMQ against its limit",
    description: "At the limit it blocks everybody who publishes. Work the queues off; raise the limit.",
    unit: "ratio",
    soft: {
      above: 0.75,
    },
    hard: {
      above: 0.9,
    },
  },
  {
    id: "event_loop_lag",
    component: "services",
    title: "99th percentile of the event loop's lag in seconds",
    description: "Something computes for long, and every request waits for it. Take a CPU profile.",
    unit: "seconds",
    soft: {
      above: 0.1,
    },
    hard: {
      above: 0.5,
    },
  },
  {
    id: "pool_waiting",
    component: "services",
    title: "callers that wait for a connection of a service's pool",
    description:
      "Every connection is in use. Look for slow queries; enlarge the pool if the store can bear it.",
    unit: "count",
    soft: {
      above: 0,
    },
    hard: {
      above: 10,
    },
  },
  {
    id: "capacity",
    component: "services",
    title: "traffic against the measured capacity",
    description:
      "Little is left for a peak or for the loss of an instance. Add instances, or find what limits.",
    unit: "ratio",
    soft: {
      above: 0.7,
    },
    hard: {
      above: 0.9,
    },
  },
];
