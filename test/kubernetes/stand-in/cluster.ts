/** The cluster that the stand-in for the disruptor has: data in the environment, as JSON. */

/** The variable that holds a `StandInCluster`. */
export const STAND_IN_CLUSTER = "STAND_IN_CLUSTER";

export interface StandInPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** That its containers declare. */
  readonly ports: readonly number[];
  readonly hostNetwork: boolean;
  /** `dead`: its container restarted, and the agent is attached no more; `busy`: another fault runs. */
  readonly agent: "none" | "running" | "dead" | "busy";
  /** From its deletion to its end. */
  readonly endsAfterSeconds: number;
}

export interface StandInService {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
}

export interface StandInCluster {
  /** False: no API server answers. */
  readonly reachable: boolean;
  readonly pods: readonly StandInPod[];
  readonly services: readonly StandInService[];
  /** Whose namespaces PodSecurity refuses the agent. */
  readonly restricted: readonly string[];
  /** That reach a pod while a fault is there. */
  readonly requests: number;
}
