/**
 * A Docker engine for tests that has the containers it is given, does to them what it is asked, and
 * notes what that was. As Docker does, it refuses to pause what is paused and to kill what does not run.
 */
import type {
  ContainerStats,
  DockerEngine,
  InspectedContainer,
} from "../../lib/node/docker/docker-engine.ts";
import { EngineRefusal, NoSuchContainer } from "../../lib/node/docker/engine-client.ts";

export interface ScriptedContainer {
  readonly id: string;
  readonly service: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly env?: readonly string[];
  state?: "running" | "paused" | "exited" | "restarting";
  limits?: { NanoCpus: number; Memory: number; MemorySwap: number };
  memoryInUse?: number;
  /** When it was started, in whatever words. */
  startedAt?: string;
  /** As the engine tells it, the time in nanoseconds; not told without. */
  throttling?: { periods: number; throttled_periods: number; throttled_time: number };
  /** Told with cgroup v1 alone. */
  limitHits?: number;
}

export interface ScriptedEngine {
  readonly engine: DockerEngine;
  /** `kill one`, in order; looks are not among them. */
  readonly calls: string[];
  container(id: string): ScriptedContainer;
  remove(id: string): void;
}

export const mebibyte = 2 ** 20;
export const usualLimits = { NanoCpus: 1e9, Memory: 512 * mebibyte, MemorySwap: 1024 * mebibyte };

export function scriptedEngine(...given: readonly ScriptedContainer[]): ScriptedEngine {
  const containers = new Map(given.map((container) => [container.id, { ...container }]));
  const calls: string[] = [];
  const container = (id: string) => {
    const found = containers.get(id);
    if (found === undefined) throw new NoSuchContainer(`no such container (${id})`);
    return found;
  };
  const change = (call: string, id: string, allowed: readonly string[], to: ScriptedContainer["state"]) => {
    const found = container(id);
    calls.push(`${call} ${id}`);
    if (!allowed.includes(found.state ?? "running"))
      throw new EngineRefusal(`it answered 409 (${call} ${id})`);
    if (to !== undefined) found.state = to;
  };
  const engine: DockerEngine = {
    stats: async (id) => statsOf(container(id)),
    composeServices: async () => [...containers.values()].map(({ id, service }) => ({ service, id })),
    composeContainers: async () => [...containers.keys()],
    inspect: async (id) => inspected(container(id)),
    kill: async (id) => change("kill", id, ["running", "paused"], "exited"),
    start: async (id) => change("start", id, ["exited", "running", "restarting"], "running"),
    pause: async (id) => change("pause", id, ["running"], "paused"),
    unpause: async (id) => change("unpause", id, ["paused"], "running"),
    limit: async (id, limits) => {
      change("limit", id, ["running", "paused", "exited", "restarting"], undefined);
      container(id).limits = { ...limits };
    },
    close: async () => undefined,
  };
  return { engine, calls, container, remove: (id) => void containers.delete(id) };
}

function inspected({
  id,
  service,
  labels,
  env,
  state = "running",
  limits,
  startedAt = "once",
}: ScriptedContainer): InspectedContainer {
  return {
    Id: id,
    Name: `/shop-${service}-${id}`,
    State: {
      Running: state !== "exited",
      Paused: state === "paused",
      Restarting: state === "restarting",
      StartedAt: startedAt,
      Health: { Status: "healthy" },
    },
    Config: {
      Labels: {
        "com.docker.compose.project": "shop",
        "com.docker.compose.service": service,
        "com.docker.compose.oneoff": "False",
        ...labels,
      },
      Env: [...(env ?? [])],
    },
    HostConfig: limits ?? usualLimits,
  };
}

function statsOf({
  memoryInUse = 64 * mebibyte,
  limits = usualLimits,
  throttling,
  limitHits,
}: ScriptedContainer): ContainerStats {
  return {
    cpu_stats: {
      cpu_usage: { total_usage: 0 },
      ...(throttling !== undefined && { throttling_data: { ...throttling } }),
    },
    memory_stats: {
      usage: memoryInUse + mebibyte,
      limit: limits.Memory,
      stats: { inactive_file: mebibyte },
      ...(limitHits !== undefined && { failcnt: limitHits }),
    },
    blkio_stats: {},
  };
}
