/** Latency, resets, stalls and outages: which proxy of the stack, and what is put on it? */
import type { Effect } from "../../../core/experiment/effect.ts";
import type { Link } from "../../../core/experiment/experiment.ts";
import { messages } from "../compose-messages.ts";
import { closedMarkOf, type LinkFault, markOf, toxicsOf } from "../link-toxics.ts";
import type { ComposedContainer } from "./composed-system.ts";
import { checkAllowed, type Ground, type Planned, refusal } from "./planning.ts";

export async function onLink(ground: Ground, fault: LinkFault): Promise<Planned> {
  const { apiUrl, proxy } = await proxyTo(ground, fault.link);
  const effects = toxicsOf(fault, markOf(ground.request.faultId)).map((toxic): Effect => ({
    kind: "toxic",
    apiUrl,
    proxy,
    toxic,
  }));
  return store(fault.link.name, sentenceOf(fault), messages.removesToxics(proxy), effects);
}

function sentenceOf(fault: LinkFault): string {
  if (fault.kind === "reset") return messages.resets(fault.link);
  if (fault.kind === "stall") return messages.stalls(fault.link);
  return messages.delays(fault.link, fault.delayMilliseconds, fault.jitterMilliseconds);
}

export async function closed(ground: Ground, name: string): Promise<Planned> {
  const { apiUrl, proxy } = await proxyTo(ground, { to: "store", name });
  const mark = closedMarkOf(ground.request.faultId);
  const effects: Effect[] = [{ kind: "proxyDisabled", apiUrl, proxy, mark }];
  return store(name, messages.closes(name), messages.opens(proxy), effects);
}

/** There is one of each. */
function store(name: string, what: string, undo: string, effects: readonly Effect[]): Planned {
  return { what, undo, instances: [name], instancesInAll: 1, effects };
}

/** A proxy is called as the store that it leads to. A fault that nobody would feel is refused. */
async function proxyTo(
  { target, surroundings, system }: Ground,
  link: Link,
): Promise<{ readonly apiUrl: string; readonly proxy: string }> {
  if (target.toxiproxyUrl === null) throw refusal(messages.noToxiproxy(link));
  const { enabled, upstream } = await surroundings.proxyNamed(target.toxiproxyUrl, link.name);
  if (!enabled) throw refusal(messages.proxyDisabled(link.name));
  checkPath(link.name, upstream, system.containers);
  return { apiUrl: target.toxiproxyUrl, proxy: link.name };
}

function checkPath(proxy: string, upstream: string, containers: readonly ComposedContainer[]): void {
  const behind = containers.filter(({ composeService }) => composeService === upstream.split(":")[0]);
  if (behind.length === 0) throw refusal(messages.notOfTheStack(proxy, upstream));
  checkAllowed(behind);
  const past = containers.filter(({ service, reaches }) => service !== null && reaches.includes(upstream));
  if (past.length > 0)
    throw refusal(
      messages.pastTheProxy(
        past.map((one) => one.name),
        upstream,
      ),
    );
}
