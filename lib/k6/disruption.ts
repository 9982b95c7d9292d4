/**
 * The arguments of the one call that injects, from what the run asks for, in the extension's own
 * terms (`k6/x/disruptor` v0.3.17): durations are strings, a port is a number, no field is unknown.
 * What it would misunderstand is refused here.
 */
import type { Disruption } from "../core/experiment/effect.ts";
import type { DisruptorRun } from "../core/experiment/disruptor-run.ts";
import type { GrpcFault, HttpFault, NetworkFault, PodTerminationFault } from "k6/x/disruptor";

export type Injection =
  | { readonly call: "injectHTTPFaults"; readonly fault: HttpFault; readonly duration: string }
  | { readonly call: "injectGrpcFaults"; readonly fault: GrpcFault; readonly duration: string }
  /** Of a PodDisruptor alone. */
  | { readonly call: "injectNetworkFaults"; readonly fault: NetworkFault; readonly duration: string }
  | { readonly call: "terminatePods"; readonly fault: PodTerminationFault };

/** The extension refuses less. */
const LEAST_SECONDS = 1;

/** From the end of the grace to the pod's removal from the API. */
const REMOVAL_SECONDS = 15;

/** For k6 itself: the connection to the cluster, the listing of pods. */
const MARGIN_SECONDS = 30;

/** @throws Error in words */
export function injectionOf({ disruption, selection, seconds, pods }: DisruptorRun): Injection {
  const duration = inSeconds(seconds);
  if (disruption.kind !== "terminate" && !(Number.isInteger(seconds) && seconds >= LEAST_SECONDS)) {
    throw new Error(`a disruption must last a whole number of seconds, at least 1, got ${seconds}`);
  }
  switch (disruption.kind) {
    case "http":
      return { call: "injectHTTPFaults", fault: httpFault(disruption, selection), duration };
    case "grpc":
      if (selection.kind === "service") {
        throw new Error("gRPC faults must be injected by a mark: by a Service the disruptor loses the port");
      }
      return { call: "injectGrpcFaults", fault: grpcFault(disruption), duration };
    case "network":
      if (selection.kind === "service") {
        throw new Error("network faults must be injected by a mark: the disruptor has none for a Service");
      }
      // `{}` is everything that comes in; `null`, as shown elsewhere, is refused.
      return { call: "injectNetworkFaults", fault: {}, duration };
    case "terminate":
      if (disruption.count !== pods.length) {
        // The disruptor would take the first of the list instead.
        throw new Error(`of ${pods.length} pods that were planned all must end, got ${disruption.count}`);
      }
      return { call: "terminatePods", fault: termination(disruption) };
  }
}

/** After it k6 ends the iteration: above all that the call may take. */
export function longestSeconds(run: DisruptorRun): number {
  const { disruption, seconds, injectTimeoutSeconds } = run;
  if (disruption.kind === "terminate") return disruption.graceSeconds + REMOVAL_SECONDS + MARGIN_SECONDS;
  return injectTimeoutSeconds + seconds + MARGIN_SECONDS;
}

export function inSeconds(seconds: number): string {
  return `${seconds}s`;
}

function httpFault(
  { port, errorRate, errorCode, averageDelayMilliseconds, exclude }: Disruption & { kind: "http" },
  selection: DisruptorRun["selection"],
): HttpFault {
  return {
    port: selection.kind === "service" ? selection.port : port,
    ...delay(averageDelayMilliseconds),
    ...(errorRate > 0 && { errorRate: share(errorRate), errorCode }),
    ...excluded(exclude),
  };
}

function grpcFault({
  port,
  errorRate,
  statusCode,
  averageDelayMilliseconds,
  exclude,
}: Disruption & { kind: "grpc" }): GrpcFault {
  return {
    port,
    ...delay(averageDelayMilliseconds),
    ...(errorRate > 0 && { errorRate: share(errorRate), statusCode }),
    ...excluded(exclude),
  };
}

function delay(milliseconds: number): { averageDelay?: string } {
  return milliseconds > 0 ? { averageDelay: `${milliseconds}ms` } : {};
}

function share(errorRate: number): number {
  if (!(errorRate <= 1)) throw new Error(`a share of errors must be from 0 to 1, got ${errorRate}`);
  return errorRate;
}

function excluded(names: readonly string[]): { exclude?: string } {
  const unfit = names.find((name) => name.includes(","));
  if (unfit !== undefined) throw new Error(`what is excluded must not hold a comma, got ${unfit}`);
  return names.length > 0 ? { exclude: names.join(",") } : {};
}

/** The default wait of 10 s is below the usual grace of 30 s, and would be taken for a failure. */
function termination({ count, graceSeconds }: Disruption & { kind: "terminate" }): PodTerminationFault {
  return { count, timeout: inSeconds(graceSeconds + REMOVAL_SECONDS) };
}
