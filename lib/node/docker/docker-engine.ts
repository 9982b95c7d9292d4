/** The few questions that we ask Docker's engine, and the few things that we have it do to a container. */
import * as z from "zod";
import { engineClient } from "./engine-client.ts";

export interface DockerEngine {
  stats(container: string): Promise<ContainerStats>;
  /** Containers of the Compose project in this folder that run: service -> id. */
  composeServices(folder: string): Promise<{ service: string; id: string }[]>;
  /** Of the Compose project in this folder, whatever their state. */
  composeContainers(folder: string): Promise<string[]>;
  /** @throws NoSuchContainer */
  inspect(container: string): Promise<InspectedContainer>;
  /** SIGKILL; the restart policy does not bring the container back then. */
  kill(container: string): Promise<void>;
  /** Does nothing to a container that runs. */
  start(container: string): Promise<void>;
  pause(container: string): Promise<void>;
  unpause(container: string): Promise<void>;
  limit(container: string, limits: EngineLimits): Promise<void>;
  close(): Promise<void>;
}

/** Docker's own names; 0 leaves a limit as it is. */
export interface EngineLimits {
  readonly NanoCpus: number;
  readonly Memory: number;
  readonly MemorySwap: number;
}

const ANSWER_MS = 3_000;
/** Namespaces, networks and the init process of a container, on a machine that is busy. */
const COMMAND_MS = 30_000;

const bytesByOp = z.array(z.object({ op: z.string(), value: z.number() })).nullish();
const stats = z.object({
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    // Of the scheduler; the time in nanoseconds.
    throttling_data: z
      .object({ periods: z.number(), throttled_periods: z.number(), throttled_time: z.number() })
      .optional(),
  }),
  // Empty for a container that does not run; `failcnt` with cgroup v1 alone.
  memory_stats: z
    .object({
      usage: z.number(),
      limit: z.number(),
      failcnt: z.number(),
      stats: z.record(z.string(), z.number()),
    })
    .partial(),
  networks: z.record(z.string(), z.object({ rx_bytes: z.number(), tx_bytes: z.number() })).optional(),
  blkio_stats: z.object({ io_service_bytes_recursive: bytesByOp }).partial(),
});
const texts = z.record(z.string(), z.string());
const containers = z.array(z.object({ Id: z.string(), Labels: texts }));
const inspected = z.object({
  Id: z.string(),
  // With a slash before it.
  Name: z.string(),
  State: z.object({
    Running: z.boolean(),
    Paused: z.boolean(),
    Restarting: z.boolean(),
    StartedAt: z.string(),
    // Not there without a health check.
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  Config: z.object({
    Labels: texts.nullable(),
    Env: z.array(z.string()).nullable(),
  }),
  HostConfig: z.object({
    NanoCpus: z.number(),
    Memory: z.number(),
    MemorySwap: z.number(),
  }),
});

export type ContainerStats = z.infer<typeof stats>;
export type InspectedContainer = z.infer<typeof inspected>;

/**
 * @param dockerHost as in `DOCKER_HOST`; null for the usual socket
 * @throws Error for one that is neither unix:// nor tcp://
 */
export function dockerEngine(dockerHost: string | null): DockerEngine {
  const client = engineClient(dockerHost);
  const ask = (path: string) => client.ask({ method: "GET", path, deadlineMs: ANSWER_MS });
  const command = async (container: string, path: string, body?: object) => {
    const request = { method: "POST", path: pathOf(container, path), deadlineMs: COMMAND_MS } as const;
    await client.ask(body === undefined ? request : { ...request, body });
  };
  const listed = async (folder: string, more: string) => {
    const filters = JSON.stringify({ label: [`com.docker.compose.project.working_dir=${folder}`] });
    return containers.parse(await ask(`/containers/json?${more}filters=${encodeURIComponent(filters)}`));
  };
  return {
    stats: async (container) => stats.parse(await ask(pathOf(container, "stats?stream=false&one-shot=true"))),
    composeServices: async (folder) =>
      (await listed(folder, "")).map(({ Id, Labels }) => ({
        service: Labels["com.docker.compose.service"] ?? Id,
        id: Id,
      })),
    composeContainers: async (folder) => (await listed(folder, "all=true&")).map(({ Id }) => Id),
    inspect: async (container) => inspected.parse(await ask(pathOf(container, "json"))),
    kill: (container) => command(container, "kill?signal=KILL"),
    start: (container) => command(container, "start"),
    pause: (container) => command(container, "pause"),
    unpause: (container) => command(container, "unpause"),
    limit: (container, limits) => command(container, "update", limits),
    close: () => client.close(),
  };
}

function pathOf(container: string, rest: string): string {
  return `/containers/${encodeURIComponent(container)}/${rest}`;
}
