/**
 * Plans faults for the embedded system: what an experiment asks for becomes effects on its processes, on
 * its proxies and on its processors. Everything that it needs to know comes as an argument, for the
 * system is somebody else's.
 */
import type { Effect, PlannedFault, ProcessReference } from "../../core/experiment/effect.ts";
import type { FaultSpec, Link } from "../../core/experiment/experiment.ts";
import { whyImpossible } from "../../core/experiment/matrix.ts";
import type { ProcessIdentity } from "../process/process-identity.ts";
import { ChaosError, reasonOf } from "./chaos-error.ts";
import type { Driver, FaultRequest } from "./driver.ts";
import { type ListedProxy, toxiproxyApi } from "./effectors/toxiproxy-api.ts";
import { messages } from "./embedded-messages.ts";
import type { Gauge } from "./gauge.ts";
import { memoryTaken } from "./gauges/memory-taken.ts";
import { processorsTaken } from "./gauges/processors-taken.ts";
import { closedMarkOf, type LinkFault, markOf, toxicsOf } from "./link-toxics.ts";

export interface EmbeddedFacts {
  readonly toxiproxyUrl: string;
  /** The proxies by what they lead to: `service:api`, `store:postgres`. */
  readonly links: Readonly<Record<string, string>>;
  /** The services, each with the process that it has now; null where it has none. */
  readonly parts: () => readonly { readonly name: string; readonly process: ProcessIdentity | null }[];
  /** Who starts a part that was killed. */
  readonly partsUrl: string;
  /** Null where the system shares its processors with the load. */
  readonly cores: { readonly system: readonly number[] } | null;
}

/** What ends by itself does so after the undo was due, so that the undo is what is measured. */
const ENDS_LATER_SECONDS = 5;

/** By name; null where nothing listens. */
export type ListProxies = (apiUrl: string) => Promise<Readonly<Record<string, ListedProxy>> | null>;

export function embeddedDriver(
  facts: EmbeddedFacts,
  list: ListProxies = (apiUrl) => toxiproxyApi(apiUrl).list(),
): Driver {
  return {
    name: "embedded",
    plan: async (request) => {
      const { experiment, faultId } = request;
      return { schema: 1, faultId, experiment, driver: "embedded", ...(await planned(facts, request, list)) };
    },
    gauges: ({ instances, effects }) => effects.flatMap((effect) => gaugeOf(effect, facts, instances)),
    close: () => Promise.resolve(),
  };
}

function gaugeOf(effect: Effect, { parts }: EmbeddedFacts, instances: readonly string[]): Gauge[] {
  if (effect.kind === "memoryHeld") return [memoryTaken(effect)];
  if (effect.kind !== "cpuBurned") return [];
  const services = parts().flatMap(({ name, process }) =>
    process !== null && instances.includes(name) ? [{ name, ...process }] : [],
  );
  return [processorsTaken(effect, services)];
}

type Planned = Pick<PlannedFault, "what" | "undo" | "instances" | "instancesInAll" | "effects">;

async function planned(facts: EmbeddedFacts, request: FaultRequest, list: ListProxies): Promise<Planned> {
  const { fault } = request;
  const whyNot = whyImpossible(fault, "embedded");
  if (whyNot !== null) throw refusal(whyNot);
  switch (fault.kind) {
    case "kill":
      return kill(facts, drawn(facts, fault.services, request));
    case "pause":
      return pause(drawn(facts, fault.services, request));
    case "cpu":
      return burn(facts, fault, request);
    case "memory":
      return hold(facts, fault, request);
    case "latency":
    case "reset":
    case "stall":
      return onLink(facts, fault, request.faultId);
    case "outage":
      return closed(facts, { to: "store", name: fault.store }, request.faultId, list);
    case "http":
      throw refusal(messages.cannot(fault.kind));
  }
}

function kill({ partsUrl }: EmbeddedFacts, process: ProcessReference): Planned {
  const { name, pid } = process;
  return one(name, {
    what: messages.kills(name, pid),
    undo: messages.startsAgain(name),
    effects: [{ kind: "partKilled", part: name, process, partsUrl }],
  });
}

function pause(process: ProcessReference): Planned {
  const { name, pid } = process;
  return one(name, {
    what: messages.stops(name, pid),
    undo: messages.continues(name),
    effects: [{ kind: "processStopped", process }],
  });
}

function burn(
  facts: EmbeddedFacts,
  { services, workers }: Extract<FaultSpec, { kind: "cpu" }>,
  request: FaultRequest,
): Planned {
  const cores = facts.cores?.system ?? null;
  return shared(facts, services, {
    what: messages.burns(workers, cores),
    undo: messages.endsBurners,
    effects: [{ kind: "cpuBurned", workers, cores, ...ending(request) }],
  });
}

function hold(
  facts: EmbeddedFacts,
  { services, bytes }: Extract<FaultSpec, { kind: "memory" }>,
  request: FaultRequest,
): Planned {
  return shared(facts, services, {
    what: messages.holds(bytes),
    undo: messages.frees,
    effects: [{ kind: "memoryHeld", bytes, ...ending(request) }],
  });
}

function onLink(facts: EmbeddedFacts, fault: LinkFault, faultId: string): Planned {
  const proxy = proxyOf(facts, fault.link);
  const effects = toxicsOf(fault, markOf(faultId)).map((toxic): Effect => ({
    kind: "toxic",
    apiUrl: facts.toxiproxyUrl,
    proxy,
    toxic,
  }));
  return one(fault.link.name, { what: sentenceOf(fault), undo: messages.removesToxics(proxy), effects });
}

function sentenceOf(fault: LinkFault): string {
  if (fault.kind === "reset") return messages.resets(fault.link);
  if (fault.kind === "stall") return messages.stalls(fault.link);
  return messages.delays(fault.link, fault.delayMilliseconds, fault.jitterMilliseconds);
}

async function closed(
  facts: EmbeddedFacts,
  link: Link,
  faultId: string,
  list: ListProxies,
): Promise<Planned> {
  const proxy = proxyOf(facts, link);
  await requireEnabled(facts.toxiproxyUrl, proxy, list);
  return one(link.name, {
    what: messages.closes(link),
    undo: messages.opens(proxy),
    effects: [{ kind: "proxyDisabled", apiUrl: facts.toxiproxyUrl, proxy, mark: closedMarkOf(faultId) }],
  });
}

async function requireEnabled(apiUrl: string, proxy: string, list: ListProxies): Promise<void> {
  const proxies = await list(apiUrl).catch((error: unknown) => {
    throw refusal(reasonOf(error));
  });
  if (proxies === null) throw refusal(messages.toxiproxyGone(apiUrl));
  if (proxies[proxy] === undefined) throw refusal(messages.noProxy(proxy));
  if (!proxies[proxy].enabled) throw refusal(messages.alreadyDisabled(proxy));
}

type Done = Pick<Planned, "what" | "undo" | "effects">;

/** There is one instance of everything here. */
function one(name: string, done: Done): Planned {
  return { ...done, instances: [name], instancesInAll: 1 };
}

/** What the services share is taken from all of them that are named. */
function shared(facts: EmbeddedFacts, services: readonly string[], done: Done): Planned {
  const instances = known(facts, services).map(({ name }) => name);
  return { ...done, instances, instancesInAll: instances.length };
}

function drawn(facts: EmbeddedFacts, services: readonly string[], { draw }: FaultRequest): ProcessReference {
  const candidates = known(facts, services);
  const hit = candidates[draw(candidates.length)];
  if (hit === undefined) throw refusal(messages.nobody);
  if (hit.process === null) throw refusal(messages.notRunning(hit.name));
  const { pid, startTime } = hit.process;
  return { name: hit.name, pid, startTime };
}

/** In the order in which the experiment names them, so that a draw hits the same one again. */
function known(facts: EmbeddedFacts, services: readonly string[]) {
  const parts = facts.parts();
  if (services.length === 0) throw refusal(messages.nobody);
  return services.map((service) => {
    const part = parts.find(({ name }) => name === service);
    if (part !== undefined) return part;
    throw refusal(
      messages.noService(
        service,
        parts.map(({ name }) => name),
      ),
    );
  });
}

function proxyOf({ links, parts }: EmbeddedFacts, { to, name }: Link): string {
  const proxy = links[`${to}:${name}`];
  if (proxy !== undefined) return proxy;
  const known = parts().map((part) => part.name);
  throw refusal(to === "store" ? messages.noProxyFor(name) : messages.noService(name, known));
}

function ending({ faultId, seconds }: FaultRequest) {
  return { mark: markOf(faultId), endsAfterSeconds: seconds + ENDS_LATER_SECONDS };
}

function refusal(text: string): ChaosError {
  return new ChaosError("notPlanned", text);
}
