/** What the planning of a fault on a Compose stack has to go by, and what it may never do. */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { DockerEngine } from "../../docker/docker-engine.ts";
import { ChaosError } from "../chaos-error.ts";
import { messages } from "../compose-messages.ts";
import type { FaultRequest } from "../driver.ts";
import type { ComposedContainer, ComposedSystem, Looker } from "./composed-system.ts";
import type { ProxyLookup } from "./stack-proxy.ts";

export interface ComposeTarget {
  /** As in `DOCKER_HOST`; null for the usual socket. */
  readonly dockerHost: string | null;
  /** Of docker-compose.yml, as an absolute path. */
  readonly folder: string;
  /** Where the stack's Toxiproxy takes orders; null where connections do not pass through one. */
  readonly toxiproxyUrl: string | null;
}

export interface ComposeSurroundings {
  readonly engine: Looker & Pick<DockerEngine, "stats" | "close">;
  readonly proxyNamed: ProxyLookup;
}

export interface Ground {
  readonly target: ComposeTarget;
  readonly surroundings: ComposeSurroundings;
  readonly system: ComposedSystem;
  readonly request: FaultRequest;
}

export type Planned = Pick<PlannedFault, "what" | "undo" | "instances" | "instancesInAll" | "effects">;

export function checkAllowed(containers: readonly ComposedContainer[]): void {
  const others = containers.filter(({ isAllowed }) => !isAllowed);
  if (others.length > 0) throw refusal(messages.notAllowed(others.map(({ name }) => name)));
}

export function refusal(text: string): ChaosError {
  return new ChaosError("notPlanned", text);
}
