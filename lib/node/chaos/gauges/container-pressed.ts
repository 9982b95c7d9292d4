/** What do the engine and the kernel count of a container that has less CPU or memory? */
import type { Effect } from "../../../core/experiment/effect.ts";
import type { ContainerReading } from "../../../core/chaos/pressure-reading.ts";
import type { DockerEngine } from "../../docker/docker-engine.ts";
import { memoryInUse } from "../../docker/memory-in-use.ts";
import type { Gauge } from "../gauge.ts";

type ContainerLimited = Extract<Effect, { kind: "containerLimited" }>;

const NANO = 1e9;

/** @param engine is asked only while the driver that it belongs to is open */
export function containerPressed(
  engine: Pick<DockerEngine, "inspect" | "stats">,
  { container, before, during }: ContainerLimited,
): Gauge {
  const takes: ContainerReading["takes"] =
    during.memoryBytes === before.memoryBytes
      ? { what: "processors" }
      : { what: "memory", askedLimitBytes: during.memoryBytes };
  return {
    read: async () => {
      const { State } = await engine.inspect(container.id);
      const { cpu_stats, memory_stats } = await engine.stats(container.id);
      const throttling = cpu_stats.throttling_data;
      return {
        ...{ kind: "container", container: container.name, takes, startedAt: State.StartedAt },
        periods: throttling?.periods ?? null,
        throttledPeriods: throttling?.throttled_periods ?? null,
        throttledSeconds: throttling === undefined ? null : throttling.throttled_time / NANO,
        limitBytes: memory_stats.limit ?? null,
        usedBytes: memoryInUse(memory_stats),
        limitHits: memory_stats.failcnt ?? null,
      };
    },
  };
}
