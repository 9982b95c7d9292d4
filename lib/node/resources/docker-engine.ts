/**
 * The few questions that we ask Docker's engine, over its API (`docker stats` prints rounded figures
 * for people). Any engine that speaks it will do, Podman's too.
 */
import { Client } from "undici";
import * as z from "zod";

export interface DockerEngine {
  stats(container: string): Promise<ContainerStats>;
  /** Containers of the Compose project in this folder that run: service -> id. */
  composeServices(folder: string): Promise<{ service: string; id: string }[]>;
  close(): Promise<void>;
}

export class NoSuchContainer extends Error {}

const usualSocket = "unix:///var/run/docker.sock";
const DEADLINE_MS = 3_000;

const bytesByOp = z.array(z.object({ op: z.string(), value: z.number() })).nullish();
const stats = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  // Empty for a container that does not run.
  memory_stats: z.object({ usage: z.number(), stats: z.record(z.string(), z.number()) }).partial(),
  networks: z.record(z.string(), z.object({ rx_bytes: z.number(), tx_bytes: z.number() })).optional(),
  blkio_stats: z.object({ io_service_bytes_recursive: bytesByOp }).partial(),
});
const containers = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()) }));

export type ContainerStats = z.infer<typeof stats>;

/**
 * @param dockerHost as in `DOCKER_HOST`; null for the usual socket
 * @throws Error for one that is neither unix:// nor tcp://
 */
export function dockerEngine(dockerHost: string | null): DockerEngine {
  const host = dockerHost ?? usualSocket;
  const client = clientFor(host);
  const ask = async (path: string): Promise<unknown> => {
    const answer = await client
      .request({ method: "GET", path, signal: AbortSignal.timeout(DEADLINE_MS) })
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`no Docker engine answers at ${host} (${reason})`, { cause: error });
      });
    const text = await answer.body.text();
    if (answer.statusCode === 404) throw new NoSuchContainer(`no such container (GET ${path})`);
    if (answer.statusCode !== 200)
      throw new Error(`the Docker engine answered ${answer.statusCode} (GET ${path})`);
    return JSON.parse(text);
  };
  return {
    stats: async (container) =>
      stats.parse(await ask(`/containers/${encodeURIComponent(container)}/stats?stream=false&one-shot=true`)),
    composeServices: async (folder) => {
      const filters = JSON.stringify({ label: [`com.docker.compose.project.working_dir=${folder}`] });
      const found = containers.parse(await ask(`/containers/json?filters=${encodeURIComponent(filters)}`));
      return found.map(({ Id, Labels }) => ({ service: Labels["com.docker.compose.service"] ?? Id, id: Id }));
    },
    close: () => client.close(),
  };
}

function clientFor(host: string): Client {
  if (host.startsWith("unix://")) {
    return new Client("http://docker", { connect: { socketPath: host.slice("unix://".length) } });
  }
  if (host.startsWith("tcp://")) return new Client(host.replace("tcp://", "http://"));
  throw new Error(`DOCKER_HOST must begin with unix:// or tcp:// for containers to be sampled, got ${host}`);
}
