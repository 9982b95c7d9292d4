/** How many messages wait in a queue, as the queue itself counts them. */
import type { WorkQueue } from "../work-queue.ts";
import type { Probe } from "./probe.ts";

export function queueProbe(queue: Pick<WorkQueue, "name" | "depth">): Probe {
  const read: Probe["read"] = async () => [
    { gauge: "message_queue_size", labels: { queue_name: queue.name }, value: await queue.depth() },
  ];
  return { name: "queue", database: null, read };
}
