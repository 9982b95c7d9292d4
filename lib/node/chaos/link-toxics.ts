/** Which toxics make a link slow, reset or stalled, whoever's Toxiproxy it passes through? */
import type { Toxic } from "../../core/experiment/effect.ts";
import type { FaultSpec, Link } from "../../core/experiment/experiment.ts";

export type LinkFault = Extract<FaultSpec, { readonly link: Link }>;

/** @param mark on everything that a fault creates, so that its undo finds that and nothing else */
export function toxicsOf(fault: LinkFault, mark: string): Toxic[] {
  switch (fault.kind) {
    case "latency": {
      const attributes = { latency: fault.delayMilliseconds, jitter: fault.jitterMilliseconds };
      return [{ name: `${mark}-latency`, type: "latency", stream: "downstream", attributes }];
    }
    case "reset":
      // On the way there: what is asked never arrives, so that nothing is done twice by whoever tries again.
      return [{ name: `${mark}-reset`, type: "reset_peer", stream: "upstream", attributes: { timeout: 0 } }];
    case "stall":
      // Not Toxiproxy's `timeout`, whose removal closes the connections.
      return (["upstream", "downstream"] as const).map((stream) => ({
        name: `${mark}-stall-${stream}`,
        type: "bandwidth",
        stream,
        attributes: { rate: 0 },
      }));
  }
}

/** What tells a proxy that a fault has closed from one that somebody else has. */
export function closedMarkOf(faultId: string): string {
  return `${markOf(faultId)}-closed`;
}

export function markOf(faultId: string): string {
  return `tidemark-${faultId}`;
}
