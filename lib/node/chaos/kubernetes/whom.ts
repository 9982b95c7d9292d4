/**
 * Whom a fault hits, of the pods that there are: as few as it needs, drawn, and with one left
 * untouched where there are several. Pure; what the disruptor would get wrong is refused here.
 */
import type { FaultSpec } from "../../../core/experiment/experiment.ts";
import { PROXY_PORT } from "../../../core/experiment/disruptor-run.ts";
import { words } from "./messages.ts";
import type { Pod } from "./pods.ts";

export interface Whom {
  readonly hit: readonly Pod[];
  /** Of the requests to the pods that are hit; 0 for a fault without. */
  readonly errorRate: number;
}

type Draw = (count: number) => number;

/** @param name for words. @throws Error in words */
export function whomToHit(name: string, ready: readonly Pod[], fault: FaultSpec, draw: Draw): Whom {
  // A store that is away is away altogether; the guard says whether that may be.
  if (fault.kind === "outage") return { hit: ready, errorRate: 0 };
  if (fault.kind !== "http") return { hit: drawn(ready, 1, draw), errorRate: 0 };
  const untouched = ready.length > 1 ? 1 : 0;
  // Requests are spread evenly: fewer pods must fail more of theirs.
  const needed = Math.max(1, Math.ceil(fault.errorShare * ready.length));
  if (needed > ready.length - untouched) {
    throw new Error(words.tooLargeShare(name, fault.errorShare, untouched, ready.length));
  }
  const errorRate = Math.min(1, (fault.errorShare * ready.length) / needed);
  return { hit: drawn(ready, needed, draw), errorRate };
}

/** @returns why this pod can't be hit, in words; null where it can */
export function whyNotThisPod(pod: Pod, namespace: string, port: number | null): string | null {
  if (pod.hostNetwork) return words.hostNetwork(pod.name);
  if (pod.agent === "notRunning") return words.deadAgent(pod.name, namespace);
  if (port === null) return null;
  if (!pod.ports.includes(port)) return words.undeclaredPort(pod.name, port, pod.ports);
  return pod.ports.includes(PROXY_PORT) ? words.proxyPort(pod.name, PROXY_PORT) : null;
}

function drawn(pods: readonly Pod[], count: number, draw: Draw): Pod[] {
  const left = [...pods];
  return Array.from({ length: count }, () => left.splice(draw(left.length), 1)).flat();
}
