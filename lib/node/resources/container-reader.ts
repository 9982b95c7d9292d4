/** CPU, memory, network and block I/O of a container, as its engine counts them. */
import { type ContainerStats, type DockerEngine, dockerEngine } from "../docker/docker-engine.ts";
import { NoSuchContainer } from "../docker/engine-client.ts";
import { memoryInUse } from "../docker/memory-in-use.ts";
import { nothingTold, type Reader, type Reading, SubjectGone } from "./reading.ts";

/** @throws Error for a `dockerHost` that can't be asked */
export function containerReader(container: string, dockerHost: string | null): Reader {
  const engine = dockerEngine(dockerHost);
  return {
    source: "container",
    read: () => readFrom(engine, container),
    close: () => engine.close().catch(() => undefined), // nothing more is asked of it
  };
}

async function readFrom(engine: DockerEngine, container: string): Promise<Reading> {
  try {
    return readingOf(await engine.stats(container));
  } catch (error) {
    if (error instanceof NoSuchContainer)
      throw new SubjectGone(`container ${container} is gone`, { cause: error });
    throw error;
  }
}

function readingOf({ cpu_stats, memory_stats, networks, blkio_stats }: ContainerStats): Reading {
  const interfaces = networks === undefined ? null : Object.values(networks);
  return {
    ...nothingTold,
    cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9,
    residentBytes: memoryInUse(memory_stats),
    networkReceivedBytes: interfaces?.reduce((sum, { rx_bytes }) => sum + rx_bytes, 0) ?? null,
    networkSentBytes: interfaces?.reduce((sum, { tx_bytes }) => sum + tx_bytes, 0) ?? null,
    blockReadBytes: blockBytes(blkio_stats, "read"),
    blockWrittenBytes: blockBytes(blkio_stats, "write"),
  };
}

function blockBytes(
  { io_service_bytes_recursive: rows }: ContainerStats["blkio_stats"],
  op: string,
): number | null {
  if (rows === null || rows === undefined) return null;
  return rows.filter((row) => row.op.toLowerCase() === op).reduce((sum, { value }) => sum + value, 0);
}
