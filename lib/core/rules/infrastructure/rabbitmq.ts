/** RabbitMQ, through its own plugin at /metrics/per-object, where each queue has its name. */
import { line, steady } from "../promtool/series-values.ts";
import { minutes, minuteSeconds, type InfrastructureAlert } from "./infrastructure-alert.ts";
import { growsAfterDrop, growsToExactly } from "./ranges.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "rabbitmq";
const instance = 'instance="rabbitmq:15692"';
const queue = `${instance},vhost="/",queue="tasks"`;
/** Dead letters wait for a person. */
const worked = 'queue!~".*[.]dead"';
const hardBacklog = 10_000;

export const rabbitmqPoints: readonly SaturationPoint[] = [
  {
    id: "rabbitmq_backlog",
    alert: "RabbitmqBacklog",
    component,
    title: "messages that wait in a queue",
    description: "Consumers are slower than producers, or stuck. Look at their errors; add consumers.",
    unit: "count",
    expr: `sum by (queue, vhost) (rabbitmq_queue_messages_ready{${worked}})`,
    soft: { above: 1000, forSeconds: 600, severity: "ticket" },
    hard: { above: hardBacklog, forSeconds: 300, severity: "page" },
    series: (value, steps) => [
      { series: `rabbitmq_queue_messages_ready{${queue}}`, values: steady(value, steps) },
      {
        series: `rabbitmq_queue_messages_ready{${instance},vhost="/",queue="tasks.dead"}`,
        values: steady(99_999, steps),
      },
    ],
  },
  {
    id: "rabbitmq_memory",
    alert: "RabbitmqMemoryHigh",
    component,
    title: "memory of RabbitMQ against its limit",
    description: "At the limit it blocks everybody who publishes. Work the queues off; raise the limit.",
    unit: "ratio",
    expr: "rabbitmq_process_resident_memory_bytes / rabbitmq_resident_memory_limit_bytes",
    soft: { above: 0.75, forSeconds: 600, severity: "ticket" },
    hard: { above: 0.9, forSeconds: 120, severity: "page" },
    series: (value, steps) => [
      {
        series: `rabbitmq_process_resident_memory_bytes{${instance}}`,
        values: steady(value * 1_000_000, steps),
      },
      { series: `rabbitmq_resident_memory_limit_bytes{${instance}}`, values: steady(1_000_000, steps) },
    ],
  },
];

const forecastFrom = 4000;
const forecastForSeconds = 120;
const everyMinute = {
  stepSeconds: minuteSeconds,
  forSeconds: forecastForSeconds,
  series: (values: string) => [{ series: `rabbitmq_queue_messages_ready{${queue}}`, values }],
};

export const rabbitmqAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "RabbitmqNoConsumers",
    component,
    level: "event",
    severity: "page",
    expr: `rabbitmq_queue_consumers{${worked}} == 0\nand rabbitmq_queue_messages_ready{${worked}} > 0`,
    forSeconds: 300,
    summary: "{{ $labels.queue }}: messages wait and nobody takes them",
    description: "Look whether the consuming service runs and is connected.",
    fires: [consumers("a message and no consumer", 0, 1)],
    nearMisses: [consumers("a consumer", 1, 1), consumers("no consumer and nothing to do", 0, 0)],
  },
  {
    alert: "RabbitmqBacklogWithinAnHour",
    component,
    level: "soft",
    severity: "ticket",
    expr:
      `saturation:rabbitmq_backlog:count > ${forecastFrom}\n` +
      `and predict_linear(saturation:rabbitmq_backlog:count[15m], 3600) > ${hardBacklog}`,
    forSeconds: forecastForSeconds,
    summary: "{{ $labels.queue }}: its backlog reaches the hard limit within an hour at the present pace",
    description: "The queue grows faster than it is worked off. Add consumers before it is long.",
    fires: [
      { ...growing("10,450 in an hour", 4450, 100), waitsAtStep: 5 },
      growsAfterDrop({
        ...everyMinute,
        with: "10,700 in an hour by what came after it was emptied, a quarter of an hour ago",
        rangeSeconds: 900,
        before: 40_000,
        now: 4700,
        perStep: 100,
      }),
    ],
    nearMisses: [
      growsToExactly(forecastFrom, {
        ...everyMinute,
        with: `exactly ${forecastFrom} after steep growth`,
        perStep: 200,
      }),
      growing(`exactly ${hardBacklog}, now and in an hour`, hardBacklog, 0),
      growing("9,730 in an hour", 4450, 88),
      growing("a shorter queue that grows as fast", 3800, 110),
    ],
  },
];

function consumers(text: string, count: number, waiting: number) {
  return minutes(300, text, (steps) => [
    { series: `rabbitmq_queue_consumers{${queue}}`, values: steady(count, steps) },
    { series: `rabbitmq_queue_messages_ready{${queue}}`, values: steady(waiting, steps) },
  ]);
}

/** Has `now` messages at the look and grows by `perMinute`. */
function growing(text: string, now: number, perMinute: number) {
  return minutes(120, text, (steps) => [
    {
      series: `rabbitmq_queue_messages_ready{${queue}}`,
      values: line(now - perMinute * steps, perMinute, steps),
    },
  ]);
}
