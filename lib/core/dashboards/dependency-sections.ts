/**
 * What the services stand on, each by use, saturation and errors (Gregg, "The USE Method", 2012).
 * Use and saturation are what the alerts watch; errors are those that services and stores count.
 */
import { type Section, type TimePanel, units } from "./panel.ts";
import { quantile, rate, shareOfRates, sumOfRates } from "./promql.ts";
import { saturationPanels, type SaturationView } from "./saturation.ts";

export function dependencySections(points: readonly SaturationView[]): readonly Section[] {
  const section = (title: string, component: string, errors: readonly TimePanel[]): Section => ({
    title,
    each: 4,
    panels: [...saturationPanels(points, component), ...errors],
  });
  return [
    section("PostgreSQL: use, saturation, errors", "postgres", [
      ...storePanels("postgresql"),
      {
        kind: "time",
        title: "Deadlocks and rollbacks",
        description:
          "Transactions a second that PostgreSQL ended to undo a deadlock, or that were rolled back.",
        unit: units.perSecond,
        queries: [
          { expr: sumOfRates("pg_stat_database_deadlocks", "datname"), legend: "{{datname}} deadlocks" },
          { expr: sumOfRates("pg_stat_database_xact_rollback", "datname"), legend: "{{datname}} rollbacks" },
        ],
      },
    ]),
    section("MongoDB: use, saturation, errors", "mongodb", [
      ...storePanels("mongodb|nedb"),
      {
        kind: "time",
        title: "Assertions",
        description:
          "Assertions a second by kind: errors of callers (user) and of MongoDB itself (the others).",
        unit: units.perSecond,
        queries: [{ expr: sumOfRates("mongodb_asserts_total", "type"), legend: "{{type}}" }],
      },
    ]),
    section("Redis and caches: use, saturation, errors", "redis", [
      {
        kind: "time",
        title: "Cache hits",
        description: "Share of reads that the cache answered, as the services count them.",
        unit: units.share,
        wholeScale: true,
        queries: [{ expr: cacheHitShare, legend: "{{service}} {{cache_type}}" }],
      },
      {
        kind: "time",
        title: "Rejected connections",
        description:
          "Connections a second that Redis turned away because it has as many clients as it may have.",
        unit: units.perSecond,
        queries: [
          { expr: sumOfRates("redis_rejected_connections_total", "instance"), legend: "{{instance}}" },
        ],
      },
    ]),
    section("RabbitMQ and messages: use, saturation, errors", "rabbitmq", [
      {
        kind: "time",
        title: "Messages worked off",
        description:
          "Messages a second by how their work ended; `error` comes again, `deferred` waits for a store.",
        unit: units.perSecond,
        queries: [
          {
            expr: sumOfRates("messages_processed_total", "queue_name", "status"),
            legend: "{{queue_name}} {{status}}",
          },
        ],
      },
      {
        kind: "time",
        title: "Consumers",
        description: "Consumers of each queue. None with messages waiting means that nobody works them off.",
        unit: units.count,
        queries: [{ expr: "sum by (queue) (rabbitmq_queue_consumers)", legend: "{{queue}}" }],
      },
    ]),
    {
      title: "Processes of the services",
      each: 4,
      panels: [...saturationPanels(points, "services"), ...processPanels],
    },
    { title: "Containers", each: 4, closed: true, panels: saturationPanels(points, "containers") },
    { title: "Machine", each: 4, closed: true, panels: saturationPanels(points, "machine") },
  ];
}

const hits = sumOfRates("cache_hits_total", "service", "cache_type");
const misses = sumOfRates("cache_misses_total", "service", "cache_type");
const cacheHitShare = `${hits} / (${hits} + ${misses} > 0)`;

/** @param types values of `database_type`, as a regular expression */
function storePanels(types: string): readonly TimePanel[] {
  const of = `database_type=~"${types}"`;
  return [
    {
      kind: "time",
      title: "Operations",
      description: "99th percentile of the time of an operation, the wait for a connection included.",
      unit: units.seconds,
      queries: [
        {
          expr: quantile(0.99, `database_query_duration_seconds_bucket{${of}}`, "service", "operation"),
          legend: "{{service}} {{operation}}",
        },
      ],
    },
    {
      kind: "time",
      title: "Failed operations",
      description: "Share of the operations that failed, by service.",
      unit: units.share,
      queries: [
        {
          expr: shareOfRates(
            `database_errors_total{${of}}`,
            `database_query_duration_seconds_count{${of}}`,
            "service",
          ),
          legend: "{{service}}",
        },
      ],
    },
  ];
}

const processPanels: readonly TimePanel[] = [
  {
    kind: "time",
    title: "CPU",
    description:
      "Processors that each service keeps busy. Node runs one event loop: near 1 it has no time left.",
    unit: units.factor,
    queries: [
      {
        expr: `sum by (service, instance) (${rate('process_cpu_seconds_total{service!=""}')})`,
        legend: "{{service}} {{instance}}",
      },
    ],
  },
  {
    kind: "time",
    title: "Memory",
    description: "Resident memory of each service's process.",
    unit: units.bytes,
    queries: [
      {
        expr: 'sum by (service, instance) (process_resident_memory_bytes{service!=""})',
        legend: "{{service}} {{instance}}",
      },
    ],
  },
];
