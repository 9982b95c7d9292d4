/**
 * The extension `k6/x/disruptor` v0.3.17, as far as it is used: it publishes no types. Only
 * `scenarios/disruptor.ts` may import it: the import alone asks a cluster, and fails without one.
 */

declare module "k6/x/disruptor" {
  /** A duration in Go's words: "30s", "100ms". A number is refused. */
  type Duration = string;

  interface HttpFault {
    /** A number, and a port that the pod declares (with a ServiceDisruptor: a port of the Service). */
    port: number;
    averageDelay?: Duration;
    /** Needed with a share above 0. */
    errorRate?: number;
    errorCode?: number;
    /** "/a,/b": exact paths. */
    exclude?: string;
  }

  interface GrpcFault {
    port: number;
    averageDelay?: Duration;
    errorRate?: number;
    statusCode?: number;
    /** Services by their full names. */
    exclude?: string;
  }

  /** Without both, everything that comes in. `null` is refused. */
  interface NetworkFault {
    port?: number;
    protocol?: string;
  }

  interface PodTerminationFault {
    count: number;
    /** Of the wait for the pod to be gone. */
    timeout: Duration;
  }

  interface Options {
    injectTimeout?: Duration;
  }

  interface ProxyOptions {
    proxyPort: number;
  }

  interface PodSelector {
    namespace: string;
    select: { labels: Record<string, string> };
  }

  export class PodDisruptor {
    constructor(selector: PodSelector, options?: Options);
    targets(): string[];
    /** Blocks for the duration, as the others do. */
    injectHTTPFaults(fault: HttpFault, duration: Duration, options: ProxyOptions): void;
    injectGrpcFaults(fault: GrpcFault, duration: Duration, options: ProxyOptions): void;
    injectNetworkFaults(fault: NetworkFault, duration: Duration): void;
    terminatePods(fault: PodTerminationFault): void;
  }

  export class ServiceDisruptor {
    constructor(service: string, namespace: string, options?: Options);
    targets(): string[];
    injectHTTPFaults(fault: HttpFault, duration: Duration, options: ProxyOptions): void;
    injectGrpcFaults(fault: GrpcFault, duration: Duration, options: ProxyOptions): void;
    terminatePods(fault: PodTerminationFault): void;
  }

  export type { GrpcFault, HttpFault, NetworkFault, PodTerminationFault };
}
