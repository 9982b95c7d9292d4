/** Kill, pause and less of CPU or memory: which containers, and which effects on them? */
import type { ContainerLimits, ContainerReference, Effect } from "../../../core/experiment/effect.ts";
import type { FaultSpec } from "../../../core/experiment/experiment.ts";
import { memoryInUse } from "../../docker/memory-in-use.ts";
import { messages } from "../compose-messages.ts";
import type { FaultRequest } from "../driver.ts";
import type { ComposedContainer, ComposedSystem } from "./composed-system.ts";
import { fewerProcessors, lessMemory, SPARE_BYTES } from "./lowered-limits.ts";
import { checkAllowed, type ComposeTarget, type Ground, type Planned, refusal } from "./planning.ts";

/** One instance of all those of the services is drawn. */
export function onOne(
  ground: Ground,
  services: readonly string[],
  kind: "containerKilled" | "containerPaused",
  what: (name: string) => string,
  undo: (name: string) => string,
): Planned {
  const candidates = instancesOf(ground.system, services);
  const hit = drawn(candidates, ground.request);
  const ofItsService = candidates.filter(({ service }) => service === hit.service);
  const container = referenceTo(hit, ground.target);
  return {
    what: what(hit.name),
    undo: undo(hit.name),
    instances: [hit.name],
    instancesInAll: ofItsService.length,
    effects: [{ kind, container }],
  };
}

export function takeProcessors(
  ground: Ground,
  { services, workers }: Extract<FaultSpec, { kind: "cpu" }>,
): Promise<Planned> {
  return lowered(
    ground,
    services,
    (names) => messages.takesProcessors(names, workers),
    ({ name, limits }) => {
      if (limits.nanoCpus === 0) throw refusal(messages.noLimit(name, "CPU"));
      return Promise.resolve(fewerProcessors(limits, workers));
    },
  );
}

export function takeMemory(
  ground: Ground,
  { services, bytes }: Extract<FaultSpec, { kind: "memory" }>,
): Promise<Planned> {
  const { engine } = ground.surroundings;
  return lowered(
    ground,
    services,
    (names) => messages.takesMemory(names, bytes),
    async ({ id, name, limits }) => {
      if (limits.memoryBytes === 0) throw refusal(messages.noLimit(name, "memory"));
      const inUse = memoryInUse((await engine.stats(id)).memory_stats);
      if (inUse === null) throw refusal(messages.noUse(name));
      const during = lessMemory(limits, bytes, inUse);
      if (during === null) throw refusal(messages.noMemoryLeft(name, limits.memoryBytes, inUse, SPARE_BYTES));
      return during;
    },
  );
}

/** Of each service one instance: where it has several, the others stay untouched. */
async function lowered(
  ground: Ground,
  services: readonly string[],
  what: (names: readonly string[]) => string,
  limitsFor: (container: ComposedContainer) => Promise<ContainerLimits>,
): Promise<Planned> {
  const all = instancesOf(ground.system, services);
  const hit = services.map((name) =>
    drawn(
      all.filter(({ service }) => service === name),
      ground.request,
    ),
  );
  const names = hit.map(({ name }) => name);
  const effects: Effect[] = [];
  for (const container of hit) {
    effects.push({
      kind: "containerLimited",
      container: referenceTo(container, ground.target),
      before: container.limits,
      during: await limitsFor(container),
    });
  }
  return {
    what: what(names),
    undo: messages.putsLimitsBack(names),
    instances: names,
    instancesInAll: all.length,
    effects,
  };
}

/** Those that run, in the order in which the experiment names them, so that a draw hits the same one again. */
function instancesOf({ containers }: ComposedSystem, services: readonly string[]): ComposedContainer[] {
  if (services.length === 0) throw refusal(messages.nobody);
  return services.flatMap((service) => {
    const all = containers.filter((container) => container.service === service);
    if (all.length === 0) throw refusal(messages.noService(service, servicesOf(containers)));
    checkAllowed(all);
    const running = all.filter(({ isRunning }) => isRunning);
    if (running.length === 0) throw refusal(messages.noneRuns(service));
    return running;
  });
}

function servicesOf(containers: readonly ComposedContainer[]): string[] {
  return [...new Set(containers.flatMap(({ service }) => service ?? []))].sort();
}

function drawn(candidates: readonly ComposedContainer[], { draw }: FaultRequest): ComposedContainer {
  const hit = candidates[draw(candidates.length)];
  if (hit === undefined) throw refusal(messages.nobody);
  return hit;
}

function referenceTo({ id, name }: ComposedContainer, { dockerHost }: ComposeTarget): ContainerReference {
  return { dockerHost, id, name };
}
