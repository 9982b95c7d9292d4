/**
 * A container has less CPU or memory, and its own limits again with the undo. One that died of it, and
 * that no restart policy has brought back, is started: it ran before.
 */
import type { ContainerLimits, Effect } from "../../../core/experiment/effect.ts";
import { type DockerEngine, dockerEngine } from "../../docker/docker-engine.ts";
import { memoryInUse } from "../../docker/memory-in-use.ts";
import { messages } from "../compose-messages.ts";
import { limitsOf } from "../compose/composed-system.ts";
import type { Effector } from "../effector.ts";
import { look, onEngine, type OpenEngine, readContainer, requireTarget, stateIn } from "./container.ts";

type ContainerLimited = Extract<Effect, { kind: "containerLimited" }>;

export function containerLimited(open: OpenEngine = dockerEngine): Effector<ContainerLimited> {
  return {
    apply: (effect) =>
      onEngine(open, effect.container, async (engine) => {
        const { container, before, during } = effect;
        const current = limitsOf(await requireTarget(engine, container));
        if (!areEqual(current, before))
          throw new Error(messages.limitsDiffer(container.name, current, before));
        await checkMemory(engine, effect);
        await engine.limit(container.id, asDocker(during));
        await requireLimits(engine, effect, during);
      }),
    undo: (effect) =>
      onEngine(open, effect.container, async (engine) => {
        const { container, before } = effect;
        const found = await look(engine, container);
        if (found === null) return;
        if (!areEqual(limitsOf(found), before)) await engine.limit(container.id, asDocker(before));
        if (!found.State.Running) await engine.start(container.id);
        await requireLimits(engine, effect, before);
      }),
    readBack: ({ container, before }) =>
      readContainer(open, container, (found) => ({
        presence: areEqual(limitsOf(found), before) && found.State.Running ? "clean" : "present",
        text: messages.limitsAre(container.name, limitsOf(found), stateIn(found)),
      })),
  };
}

/** It may have grown since the fault was planned, and the kernel kills what does not fit. */
async function checkMemory(engine: DockerEngine, { container, before, during }: ContainerLimited) {
  if (during.memoryBytes === before.memoryBytes) return;
  const inUse = memoryInUse((await engine.stats(container.id)).memory_stats);
  if (inUse !== null && inUse >= during.memoryBytes)
    throw new Error(messages.grown(container.name, inUse, during.memoryBytes));
}

async function requireLimits(
  engine: DockerEngine,
  { container }: ContainerLimited,
  wanted: ContainerLimits,
): Promise<void> {
  const found = await look(engine, container);
  if (found === null || areEqual(limitsOf(found), wanted)) return;
  throw new Error(messages.limitsDiffer(container.name, limitsOf(found), wanted));
}

function asDocker({ nanoCpus, memoryBytes, memorySwapBytes }: ContainerLimits) {
  return { NanoCpus: nanoCpus, Memory: memoryBytes, MemorySwap: memorySwapBytes };
}

function areEqual(one: ContainerLimits, other: ContainerLimits): boolean {
  return (
    one.nanoCpus === other.nanoCpus &&
    one.memoryBytes === other.memoryBytes &&
    one.memorySwapBytes === other.memorySwapBytes
  );
}
