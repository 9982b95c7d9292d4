/** What every shape of traffic has in common: a name, a phase, and what an iteration sends. */
import type { Endpoint } from "../system/system.ts";
import type { EndpointShare, K6Executor } from "./plan.ts";

export interface Traffic {
  readonly name: string;
  readonly phase: string;
  readonly sends: readonly EndpointShare[];
}

type Plain = Pick<
  K6Executor,
  "name" | "phase" | "startSeconds" | "sends" | "journey" | "expectedStatuses" | "judgedBy"
>;

/** From the start, judged by all objectives on its endpoints. */
export function plainExecutor({ name, phase, sends }: Traffic): Plain {
  return { name, phase, startSeconds: 0, sends, journey: null, expectedStatuses: null, judgedBy: null };
}

/** One request to the endpoint in each iteration. */
export function once(endpoint: Endpoint["name"]): EndpointShare {
  return { endpoint, requestsPerIteration: 1 };
}
