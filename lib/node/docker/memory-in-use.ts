/** How much memory does a container use? */
import type { ContainerStats } from "./docker-engine.ts";

/** As `docker stats` counts: without the page cache that can be dropped (cgroup v2, then v1); null where none is told. */
export function memoryInUse({ usage, stats }: ContainerStats["memory_stats"]): number | null {
  if (usage === undefined) return null;
  return usage - (stats?.["inactive_file"] ?? stats?.["total_inactive_file"] ?? 0);
}
