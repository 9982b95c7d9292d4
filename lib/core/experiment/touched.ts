/**
 * What does a fault touch? Two that touch the same thing must be undone in order, the latest first; all others
 * may be undone side by side. What a fault creates under a name of its own is nobody else's.
 */
import type { Effect, PlannedFault } from "./effect.ts";

/** Names to compare; the same for the same thing. */
export function touchedBy({ effects }: Pick<PlannedFault, "effects">): ReadonlySet<string> {
  return new Set(effects.flatMap(touchedByEffect));
}

function touchedByEffect(effect: Effect): string[] {
  switch (effect.kind) {
    case "processStopped":
    case "partKilled":
      return [`process ${effect.process.pid} ${effect.process.startTime}`];
    case "cpuBurned":
    case "memoryHeld":
      return [`mark ${effect.mark}`];
    case "toxic":
      return [`toxic ${effect.apiUrl} ${effect.proxy} ${effect.toxic.name}`];
    case "proxyDisabled":
      return [`proxy ${effect.apiUrl} ${effect.proxy}`];
    case "containerKilled":
    case "containerPaused":
    case "containerLimited":
      return [`container ${effect.container.id}`];
    case "podsDisrupted":
      return effect.pods.map((pod) => `pod ${effect.cluster.context} ${effect.namespace} ${pod}`);
  }
}
