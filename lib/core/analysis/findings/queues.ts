/**
 * Did work pile up, and was some put aside? Depths as the service, or the broker on its own page, read
 * them last. Queues for what was put aside end in `.dead`.
 */
import type { Finding } from "../../record/finding.ts";
import { count, counted } from "../../record/units.ts";
import { sumOf } from "../metric-sample.ts";
import { increaseOf, type ServicePages, valuesOfLabel } from "./service-pages.ts";

/** Name of the metric and of its label, in our services and in RabbitMQ's own plugin. */
const depths = [
  { metric: "message_queue_size", label: "queue_name" },
  { metric: "rabbitmq_queue_messages", label: "queue" },
] as const;
const deadSuffix = ".dead";
const messages = "messages_processed_total";
/** So many more than before are worth a person's attention; a few are always under way. */
const PILED_UP = 10;

export function queueFindings(pages: ServicePages): Finding[] {
  return depths.flatMap(({ metric, label }) =>
    valuesOfLabel(pages, metric, label).flatMap((queue) => {
      const after = sumOf(pages.after, metric, { [label]: queue });
      if (after === null) return [];
      const before = sumOf(pages.before, metric, { [label]: queue });
      return [depthOf({ service: pages.service, queue, before, after })];
    }),
  );
}

interface Depth {
  readonly service: string;
  readonly queue: string;
  readonly before: number | null;
  readonly after: number;
}

function depthOf({ service, queue, before, after }: Depth): Finding {
  const isDead = queue.endsWith(deadSuffix);
  const more = after - (before ?? 0);
  const common = { service, unit: "count", before, after } as const;
  if (isDead) {
    return {
      ...common,
      subject: "dead letters",
      weight: more > 0 ? "warning" : "info",
      text: `${queue}: ${counted(Math.max(0, more), "message")} put aside during the run`,
    };
  }
  return {
    ...common,
    subject: "queue depth",
    weight: more >= PILED_UP ? "warning" : "info",
    text: `${queue}: ${counted(after, "message")} waited after the run`,
  };
}

/** Work that failed: it comes again, or goes to the dead letters. */
export function failedWorkFindings(pages: ServicePages): Finding[] {
  const failed = increaseOf(pages, messages, { status: "error" });
  if (failed === null) return [];
  const done = increaseOf(pages, messages, { status: "success" }) ?? 0;
  return [
    {
      service: pages.service,
      subject: "failed messages",
      weight: failed > 0 ? "warning" : "info",
      unit: "count",
      before: sumOf(pages.before, messages, { status: "error" }),
      after: sumOf(pages.after, messages, { status: "error" }),
      text: `${counted(failed, "message")} failed during the run, ${count(done)} were worked off`,
    },
  ];
}
