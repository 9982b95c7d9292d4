/**
 * Plans faults for the stack of docker-compose.yml: what an experiment asks for becomes effects on its
 * containers and on its Toxiproxy. Only containers that are labelled `tidemark.chaos=allow` are hit,
 * and of a service with several instances one. Everything is looked up anew for each plan.
 */
import { whyImpossible } from "../../core/experiment/matrix.ts";
import { dockerEngine } from "../docker/docker-engine.ts";
import { messages } from "./compose-messages.ts";
import { composedSystem } from "./compose/composed-system.ts";
import { onOne, takeMemory, takeProcessors } from "./compose/on-containers.ts";
import { closed, onLink } from "./compose/on-links.ts";
import {
  type ComposeSurroundings,
  type ComposeTarget,
  type Ground,
  type Planned,
  refusal,
} from "./compose/planning.ts";
import { stackProxy } from "./compose/stack-proxy.ts";
import type { Driver } from "./driver.ts";
import { containerPressed } from "./gauges/container-pressed.ts";

/** @throws Error for a `dockerHost` that can't be asked */
export function composeDriver(
  target: ComposeTarget,
  surroundings: ComposeSurroundings = { engine: dockerEngine(target.dockerHost), proxyNamed: stackProxy },
): Driver {
  return {
    name: "compose",
    plan: async (request) => {
      const { experiment, faultId, fault } = request;
      const impossible = whyImpossible(fault, "compose");
      if (impossible !== null) throw refusal(impossible);
      const system = await composedSystem(surroundings.engine, target.folder);
      const planned = await planFor({ target, surroundings, system, request });
      return { schema: 1, faultId, experiment, driver: "compose", ...planned };
    },
    gauges: ({ effects }) =>
      effects.flatMap((effect) =>
        effect.kind === "containerLimited" ? [containerPressed(surroundings.engine, effect)] : [],
      ),
    close: () => surroundings.engine.close(),
  };
}

async function planFor(ground: Ground): Promise<Planned> {
  const { fault } = ground.request;
  switch (fault.kind) {
    case "kill":
      return onOne(ground, fault.services, "containerKilled", messages.kills, messages.starts);
    case "pause":
      return onOne(ground, fault.services, "containerPaused", messages.pauses, messages.unpauses);
    case "cpu":
      return takeProcessors(ground, fault);
    case "memory":
      return takeMemory(ground, fault);
    case "latency":
    case "reset":
    case "stall":
      return onLink(ground, fault);
    case "outage":
      return closed(ground, fault.store);
    case "http":
      throw refusal(whyImpossible(fault, "compose") ?? fault.kind);
  }
}
