/** How long one iteration of an executor may take, from its endpoints and from the objectives on them. */
import type { Objective } from "../objective/objective.ts";
import type { Endpoint } from "../system/system.ts";
import { describedEndpoint } from "./described-endpoint.ts";
import type { EndpointShare, ScenarioContext } from "./plan.ts";

/** A request that is sent last may still take its whole timeout; k6 is given this much to note it. */
const NOTING_SECONDS = 1;

export interface IterationLength {
  readonly requests: number;
  /** When each of its requests takes its latency limit. */
  readonly atLimitSeconds: number;
  /** When each of its requests times out. */
  readonly atTimeoutSeconds: number;
  /** For k6 to wait at the end for answers still on their way. */
  readonly gracefulStopSeconds: number;
}

/**
 * @param executor its name, for messages
 * @param thinkSeconds spent between requests
 * @throws PlanError when it sends to an endpoint that the system does not describe
 */
export function iterationLength(
  executor: string,
  sends: readonly EndpointShare[],
  thinkSeconds: number,
  { system, objectives }: ScenarioContext,
): IterationLength {
  const endpointOf = (name: string) => describedEndpoint(system, executor, name);
  const atTimeout = sumOver(sends, (name) => endpointOf(name).timeoutSeconds) + thinkSeconds;
  return {
    requests: sumOver(sends, () => 1),
    atLimitSeconds: sumOver(sends, (name) => limitSeconds(endpointOf(name), objectives)) + thinkSeconds,
    atTimeoutSeconds: atTimeout,
    gracefulStopSeconds: atTimeout + NOTING_SECONDS,
  };
}

/** The loosest latency limit on the endpoint; its timeout where no objective limits it. */
function limitSeconds({ name, timeoutSeconds }: Endpoint, objectives: readonly Objective[]): number {
  const limits = objectives.flatMap(({ endpoint, bad }) =>
    endpoint === name && bad.kind === "slowerThan" ? [bad.limitSeconds] : [],
  );
  return limits.length > 0 ? Math.max(...limits) : timeoutSeconds;
}

function sumOver(sends: readonly EndpointShare[], ofOne: (endpoint: string) => number): number {
  return sends.reduce((sum, share) => sum + share.requestsPerIteration * ofOne(share.endpoint), 0);
}
