/**
 * What faults can change on the stack, read from Docker's own client and from Toxiproxy, past everything
 * of the project: containers with their state and limits, proxies with their toxics.
 */
import type { ComposeProject } from "./compose-project.ts";

export interface SeenStack {
  /** By service of docker-compose.yml. */
  readonly containers: Readonly<Record<string, SeenContainer>>;
  /** By name. */
  readonly proxies: Readonly<Record<string, SeenProxy>>;
}

interface SeenContainer {
  /** As Docker says it: running, paused, exited. */
  readonly state: string;
  readonly nanoCpus: number;
  readonly memoryBytes: number;
  readonly memorySwapBytes: number;
}

interface SeenProxy {
  readonly enabled: boolean;
  readonly toxics: readonly string[];
}

interface Inspected {
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly Status: string };
  readonly HostConfig: { readonly NanoCpus: number; readonly Memory: number; readonly MemorySwap: number };
}

interface ListedProxy {
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

export async function lookAtStack(project: ComposeProject): Promise<SeenStack> {
  const listed = await project.compose("--profile", "*", "ps", "--all", "--quiet");
  const inspected = JSON.parse(await project.docker("inspect", ...listed.split("\n"))) as Inspected[];
  const answer = await fetch(`${project.address("PORT_TOXIPROXY")}/proxies`);
  const proxies = (await answer.json()) as Record<string, ListedProxy>;
  return {
    containers: byName(inspected.map((each) => [serviceOf(each), seenContainer(each)])),
    proxies: byName(
      Object.entries(proxies).map(([name, { enabled, toxics }]) => {
        return [name, { enabled, toxics: toxics.map((toxic) => toxic.name) }];
      }),
    ),
  };
}

/** In a sentence each; none where nothing of a fault is to be seen, whatever the limits are. */
export function oddities({ containers, proxies }: SeenStack): string[] {
  return [
    ...Object.entries(containers)
      .filter(([, { state }]) => state !== "running")
      .map(([name, { state }]) => `${name} is ${state}`),
    ...Object.entries(proxies).flatMap(([name, { enabled, toxics }]) => [
      ...(enabled ? [] : [`proxy ${name} is disabled`]),
      ...toxics.map((toxic) => `proxy ${name} has ${toxic}`),
    ]),
  ];
}

function serviceOf({ Config }: Inspected): string {
  return Config.Labels["com.docker.compose.service"] ?? "";
}

function seenContainer({ State, HostConfig }: Inspected): SeenContainer {
  return {
    state: State.Status,
    nanoCpus: HostConfig.NanoCpus,
    memoryBytes: HostConfig.Memory,
    memorySwapBytes: HostConfig.MemorySwap,
  };
}

function byName<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
