/** What the effects on containers share: a look, who may be hit, and reading back when the container or its engine is gone. */
import type { ContainerReference, Presence } from "../../../core/experiment/effect.ts";
import type { DockerEngine, InspectedContainer } from "../../docker/docker-engine.ts";
import { NoSuchContainer } from "../../docker/engine-client.ts";
import { reasonOf } from "../chaos-error.ts";
import { messages } from "../compose-messages.ts";
import { isAllowed } from "../compose/composed-system.ts";
import type { ReadBack } from "../effector.ts";

export type OpenEngine = (dockerHost: string | null) => DockerEngine;

/** Each step of an effect asks anew: between two of them a controller may be another one. */
export async function onEngine<T>(
  open: OpenEngine,
  { dockerHost }: ContainerReference,
  task: (engine: DockerEngine) => Promise<T>,
): Promise<T> {
  const engine = open(dockerHost);
  try {
    return await task(engine);
  } finally {
    await engine.close().catch(() => undefined); // nothing more is asked of it
  }
}

/** Null when the container is gone. */
export async function look(
  engine: DockerEngine,
  { id }: ContainerReference,
): Promise<InspectedContainer | null> {
  try {
    return await engine.inspect(id);
  } catch (error) {
    if (error instanceof NoSuchContainer) return null;
    throw error;
  }
}

/** The permission is looked at here once more: an effect may come from anybody's plan. @throws Error in words */
export async function requireTarget(
  engine: DockerEngine,
  container: ContainerReference,
): Promise<InspectedContainer> {
  const found = await look(engine, container);
  if (found === null) throw new Error(messages.mustBeThere(container.name));
  if (!isAllowed(found)) throw new Error(messages.notAllowed([container.name]));
  if (!found.State.Running || found.State.Paused)
    throw new Error(messages.mustRun(container.name, stateIn(found)));
  return found;
}

export async function readContainer(
  open: OpenEngine,
  container: ContainerReference,
  see: (found: InspectedContainer) => { readonly presence: Presence; readonly text: string },
): Promise<ReadBack> {
  try {
    const found = await onEngine(open, container, (engine) => look(engine, container));
    return found === null ? { presence: "clean", text: messages.gone(container.name) } : see(found);
  } catch (error) {
    return { presence: "unknown", text: messages.cannotBeSeen(container.name, reasonOf(error)) };
  }
}

/** A predicate: `is paused`, `runs (healthy)`. Health is evidence and no more: a service that was started is not healthy yet. */
export function stateIn({ State }: InspectedContainer): string {
  if (State.Paused) return "is paused";
  if (State.Restarting) return "is being restarted";
  if (!State.Running) return "does not run";
  return State.Health ? `runs (${State.Health.Status})` : "runs";
}
