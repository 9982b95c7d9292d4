/**
 * What a fault does to a target, as data: enough to apply it, to undo it and to look whether it is
 * still there, by a process that knows nothing else. Written to the journal before it is applied, so
 * it holds no secret. Undoing an effect that was never applied, or twice, does nothing.
 */

/** A process that is meant, and not a stranger that got its id. */
export interface ProcessReference {
  readonly name: string;
  readonly pid: number;
  /** Opaque: compare for equality only. */
  readonly startTime: string;
}

export interface Toxic {
  /** Of this fault alone: the undo deletes no other. */
  readonly name: string;
  /** As Toxiproxy calls it: latency, reset_peer, bandwidth, ... */
  readonly type: string;
  readonly stream: "upstream" | "downstream";
  readonly attributes: Readonly<Record<string, number>>;
}

export type Effect =
  /** SIGSTOP; SIGCONT undoes it. */
  | { readonly kind: "processStopped"; readonly process: ProcessReference }
  /** SIGKILL for a part of the embedded system; the undo asks its runner, at `partsUrl`, to start it again. */
  | {
      readonly kind: "partKilled";
      readonly part: string;
      readonly process: ProcessReference;
      readonly partsUrl: string;
    }
  /** Processes of ours that carry `mark` among their arguments and end by themselves after the time. */
  | {
      readonly kind: "cpuBurned";
      readonly mark: string;
      readonly workers: number;
      /** Processors by number; null for all. */
      readonly cores: readonly number[] | null;
      readonly endsAfterSeconds: number;
    }
  | {
      readonly kind: "memoryHeld";
      readonly mark: string;
      readonly bytes: number;
      readonly endsAfterSeconds: number;
    }
  | { readonly kind: "toxic"; readonly apiUrl: string; readonly proxy: string; readonly toxic: Toxic }
  /** The proxy accepts no connections; for as long it carries a toxic that is called `mark` and does nothing. */
  | {
      readonly kind: "proxyDisabled";
      readonly apiUrl: string;
      readonly proxy: string;
      readonly mark: string;
    }
  | { readonly kind: "containerKilled"; readonly container: ContainerReference }
  | { readonly kind: "containerPaused"; readonly container: ContainerReference }
  | {
      readonly kind: "containerLimited";
      readonly container: ContainerReference;
      readonly before: ContainerLimits;
      readonly during: ContainerLimits;
    }
  /** A second k6 with the disruptor; its agents in the pods end by themselves after the time. */
  | {
      readonly kind: "podsDisrupted";
      readonly cluster: ClusterReference;
      readonly namespace: string;
      /** Those that are hit, by name. */
      readonly pods: readonly string[];
      readonly selection: PodSelection;
      /** What they are instances of, and how many were ready: as many must be again. */
      readonly siblings: { readonly labels: Readonly<Record<string, string>>; readonly ready: number };
      readonly disruption: Disruption;
      readonly seconds: number;
    };

export interface ContainerReference {
  /** As in `DOCKER_HOST`; null for the usual socket. */
  readonly dockerHost: string | null;
  readonly id: string;
  readonly name: string;
}

/** 0 stands for no limit, as in Docker's API. */
export interface ContainerLimits {
  readonly nanoCpus: number;
  readonly memoryBytes: number;
  readonly memorySwapBytes: number;
}

export interface ClusterReference {
  /** A path; null for the usual place. */
  readonly kubeconfig: string | null;
  readonly context: string;
}

/** How the disruptor is told whom to hit: it knows labels and Services, and no names. */
export type PodSelection =
  /** The fault's own label with this value, which is put on the pods and taken off again. */
  | { readonly kind: "mark"; readonly mark: string }
  /** All pods of a Service; `port` is the Service's own. */
  | { readonly kind: "service"; readonly service: string; readonly port: number };

export type Disruption =
  | {
      readonly kind: "http";
      readonly port: number;
      readonly errorRate: number;
      readonly errorCode: number;
      readonly averageDelayMilliseconds: number;
      /** Exact paths, which stay as they are: the pods' own probes. */
      readonly exclude: readonly string[];
    }
  | {
      readonly kind: "grpc";
      readonly port: number;
      readonly errorRate: number;
      readonly statusCode: number;
      readonly averageDelayMilliseconds: number;
      /** Services by their full names, which stay as they are. */
      readonly exclude: readonly string[];
    }
  | { readonly kind: "terminate"; readonly count: number; readonly graceSeconds: number }
  /** Nothing comes in any more, on any port. */
  | { readonly kind: "network" };

export type EffectKind = Effect["kind"];

/** `unknown`: it could not be looked at, which is not clean. */
export type Presence = "clean" | "present" | "unknown";

export type DriverName = "embedded" | "compose" | "kubernetes";

/** A fault, planned for a target: who is hit, and what is done and undone. Nothing has been done yet. */
export interface PlannedFault {
  readonly schema: 1;
  /** Unique on this machine. */
  readonly faultId: string;
  readonly experiment: string;
  readonly driver: DriverName;
  /** In a sentence, e.g. `kills the process of service api (pid 4711)`. */
  readonly what: string;
  /** In a sentence: what the undo does. */
  readonly undo: string;
  /** Who is hit, by a name that a person knows. */
  readonly instances: readonly string[];
  /** So many instances there are of what is hit. */
  readonly instancesInAll: number;
  /** Applied in order, undone backwards. */
  readonly effects: readonly Effect[];
}
