/**
 * Who is there of a Compose project, and who of them may be hit? As the engine and the labels of the
 * containers tell it: facts for the driver and for the guard. Addresses are taken from the containers'
 * environments without the credentials that stand in them.
 */
import type { ContainerLimits } from "../../../core/experiment/effect.ts";
import type { DockerEngine, InspectedContainer } from "../../docker/docker-engine.ts";
import { NoSuchContainer } from "../../docker/engine-client.ts";
import { ChaosError, reasonOf } from "../chaos-error.ts";
import { messages } from "../compose-messages.ts";

export interface ComposedSystem {
  readonly project: string;
  /** By name. */
  readonly containers: readonly ComposedContainer[];
}

export interface ComposedContainer {
  readonly id: string;
  readonly name: string;
  /** In docker-compose.yml: also its host's name in the network. */
  readonly composeService: string;
  /** In the description of the system, by the label `tidemark.service`; null where it is none of its services. */
  readonly service: string | null;
  /** Labelled `tidemark.chaos=allow`. */
  readonly isAllowed: boolean;
  readonly isRunning: boolean;
  /** Null without a health check. */
  readonly health: string | null;
  readonly limits: ContainerLimits;
  /** The hosts, with ports, of the addresses in its environment. */
  readonly reaches: readonly string[];
}

const label = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  /** `True` for a container of `docker compose run`. */
  oneOff: "com.docker.compose.oneoff",
  ours: "tidemark.service",
} as const;

/** What opts a container in: nothing else is ever hit. */
const permission = { label: "tidemark.chaos", value: "allow" } as const;

export type Looker = Pick<DockerEngine, "composeContainers" | "inspect">;

/** @param folder of docker-compose.yml, as an absolute path. @throws ChaosError where it is not clear who is meant */
export async function composedSystem(engine: Looker, folder: string): Promise<ComposedSystem> {
  const found = await inspectAll(engine, folder).catch((error: unknown) => {
    throw refused(messages.cannotLook(folder, reasonOf(error)), error);
  });
  const inspected = found.filter(({ Config }) => Config.Labels?.[label.oneOff] !== "True");
  const projects = [...new Set(inspected.map(({ Config }) => Config.Labels?.[label.project] ?? ""))].sort();
  const [project] = projects;
  if (project === undefined) throw refused(messages.noContainers(folder));
  if (projects.length > 1) throw refused(messages.severalProjects(folder, projects));
  const containers = inspected.map(containerOf);
  return { project, containers: containers.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

export function isAllowed({ Config }: InspectedContainer): boolean {
  return Config.Labels?.[permission.label] === permission.value;
}

export function limitsOf({ HostConfig }: InspectedContainer): ContainerLimits {
  const { NanoCpus, Memory, MemorySwap } = HostConfig;
  return { nanoCpus: NanoCpus, memoryBytes: Memory, memorySwapBytes: MemorySwap };
}

function nameOf({ Name }: InspectedContainer): string {
  return Name.replace(/^\//, "");
}

/** One may be removed between the list and the look. */
async function inspectAll(engine: Looker, folder: string): Promise<InspectedContainer[]> {
  const ids = await engine.composeContainers(folder);
  const looks = ids.map((id) =>
    engine.inspect(id).catch((error: unknown) => {
      if (error instanceof NoSuchContainer) return null;
      throw error;
    }),
  );
  return (await Promise.all(looks)).filter((container) => container !== null);
}

function containerOf(inspected: InspectedContainer): ComposedContainer {
  const { Id: id, State, Config } = inspected;
  return {
    id,
    name: nameOf(inspected),
    composeService: Config.Labels?.[label.service] ?? "",
    service: Config.Labels?.[label.ours] ?? null,
    isAllowed: isAllowed(inspected),
    isRunning: State.Running && !State.Paused && !State.Restarting,
    health: State.Health?.Status ?? null,
    limits: limitsOf(inspected),
    reaches: (Config.Env ?? []).flatMap(hostIn),
  };
}

/** `NAME=scheme://user:password@host:port/path` -> `host:port`. */
function hostIn(variable: string): string[] {
  const value = variable.slice(variable.indexOf("=") + 1);
  return value.includes("://") && URL.canParse(value) ? [new URL(value).host] : [];
}

function refused(text: string, cause?: unknown): ChaosError {
  return new ChaosError("notPlanned", text, { cause });
}
