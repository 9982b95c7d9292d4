/**
 * Plans faults for pods of a Kubernetes cluster: asks who there is, draws whom to hit, and says what
 * the disruptor is to do. Changes nothing.
 */
import type { ClusterReference, Disruption, Effect, PlannedFault } from "../../core/experiment/effect.ts";
import type { FaultSpec } from "../../core/experiment/experiment.ts";
import { whyImpossible } from "../../core/experiment/matrix.ts";
import { ChaosError } from "./chaos-error.ts";
import type { Driver, FaultRequest } from "./driver.ts";
import { kubectlFor, type Kubectl } from "./kubernetes/kubectl.ts";
import { words } from "./kubernetes/messages.ts";
import { whyNotIn } from "./kubernetes/namespace-check.ts";
import { type Pod, podsWith, selectorOf } from "./kubernetes/pods.ts";
import { serviceOf } from "./kubernetes/service-of.ts";
import { type Whom, whomToHit, whyNotThisPod } from "./kubernetes/whom.ts";

export interface KubernetesDriverOptions {
  readonly cluster: ClusterReference;
  readonly namespace: string;
  /** By the system's names. */
  readonly services: Readonly<Record<string, PodsInCluster>>;
  /** Of stores that are in the namespace; one may be called as the service that keeps its data there. */
  readonly stores: Readonly<Record<string, Pick<PodsInCluster, "labels">>>;
  /** Path of the program; asked for with the first plan. */
  readonly kubectl: () => Promise<string>;
  readonly env: NodeJS.ProcessEnv;
}

export interface PodsInCluster {
  /** A Service of the same name that has exactly these pods is used where all of them are hit. */
  readonly deployment: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the container. */
  readonly port: number;
  /** Exact paths that HTTP faults leave alone: the pods' own probes, or they would lose their readiness. */
  readonly exclude: readonly string[];
}

type PodsDisrupted = Extract<Effect, { kind: "podsDisrupted" }>;

/** The controller undoes a fault in time; the agents' own end comes later, for where nobody is left to undo. */
const OWN_END_AFTER_SECONDS = 5;

export function kubernetesDriver(options: KubernetesDriverOptions): Driver {
  return {
    name: "kubernetes",
    plan: async (request) => {
      const kubectl = kubectlFor({ ...options, program: await options.kubectl() });
      try {
        return await planned(kubectl, options, request);
      } catch (error) {
        if (error instanceof ChaosError) throw error;
        throw new ChaosError("notPossible", (error as Error).message, { cause: error });
      }
    },
    // No fault here takes processors or memory.
    gauges: () => [],
    close: async () => undefined,
  };
}

/** @throws Error in words */
async function planned(
  kubectl: Kubectl,
  options: KubernetesDriverOptions,
  request: FaultRequest,
): Promise<PlannedFault> {
  const { namespace } = options;
  const { fault, draw } = request;
  const { name, labels, service } = workload(fault, options, draw);
  const needsAgent = fault.kind !== "kill";
  const why = await whyNotIn(kubectl, namespace, needsAgent);
  if (why !== null) throw new Error(why);
  const there = await podsWith(kubectl, namespace, labels);
  const ready = there.filter((pod) => pod.ready);
  if (ready.length === 0) throw new Error(words.noPods(name, selectorOf(labels)));
  const whom = whomToHit(name, ready, fault, draw);
  for (const pod of whom.hit) {
    const problem = needsAgent
      ? whyNotThisPod(pod, namespace, fault.kind === "http" && service !== null ? service.port : null)
      : null;
    if (problem !== null) throw new Error(problem);
  }
  const disruption = disruptionOf(fault, service, whom);
  const effect: PodsDisrupted = {
    kind: "podsDisrupted",
    cluster: options.cluster,
    namespace,
    pods: whom.hit.map((pod) => pod.name),
    selection: await selectionOf(kubectl, {
      options,
      request,
      service,
      disruption,
      // The disruptor takes a pod that is about to end for one of a Service's, too.
      all: whom.hit.length === there.length,
    }),
    siblings: { labels, ready: ready.length },
    disruption,
    seconds: Math.ceil(request.seconds) + OWN_END_AFTER_SECONDS,
  };
  return faultOf(request, effect);
}

interface Workload {
  readonly name: string;
  readonly labels: PodsInCluster["labels"];
  /** Null for a store, whose pods can only be cut off. */
  readonly service: PodsInCluster | null;
}

/** What is hit, and what its pods are. @throws Error in words where the target does not say */
function workload(
  fault: FaultSpec,
  { services, stores }: KubernetesDriverOptions,
  draw: FaultRequest["draw"],
): Workload {
  const { what, name } = wanted(fault, draw);
  const service = what === "service" ? (services[name] ?? null) : null;
  const pods = what === "service" ? service : stores[name];
  if (pods) return { name, labels: pods.labels, service };
  throw new Error(words.unknownWorkload(what, name, Object.keys(what === "service" ? services : stores)));
}

function wanted(
  fault: FaultSpec,
  draw: FaultRequest["draw"],
): { readonly what: "service" | "store"; readonly name: string } {
  switch (fault.kind) {
    case "kill":
      return { what: "service", name: fault.services[draw(fault.services.length)] ?? "" };
    case "http":
      return { what: "service", name: fault.service };
    case "outage":
      return { what: "store", name: fault.store };
    case "stall":
      return { what: fault.link.to, name: fault.link.name };
    case "pause":
    case "cpu":
    case "memory":
    case "latency":
    case "reset":
      throw new Error(whyImpossible(fault, "kubernetes") ?? fault.kind);
  }
}

function disruptionOf(fault: FaultSpec, service: PodsInCluster | null, { hit, errorRate }: Whom): Disruption {
  if (fault.kind === "http" && service !== null) {
    return {
      kind: "http",
      port: service.port,
      errorRate,
      errorCode: fault.status,
      averageDelayMilliseconds: fault.delayMilliseconds,
      exclude: service.exclude,
    };
  }
  if (fault.kind !== "kill") return { kind: "network" };
  return { kind: "terminate", count: hit.length, graceSeconds: longestGrace(hit) };
}

function longestGrace(pods: readonly Pod[]): number {
  return Math.max(...pods.map(({ graceSeconds }) => graceSeconds));
}

/** By a Service where it has exactly whom is hit, because that touches nothing; else by a mark on the pods. */
async function selectionOf(
  kubectl: Kubectl,
  {
    options: { namespace },
    request,
    service,
    disruption,
    all,
  }: {
    options: KubernetesDriverOptions;
    request: FaultRequest;
    service: PodsInCluster | null;
    disruption: Disruption;
    all: boolean;
  },
): Promise<PodsDisrupted["selection"]> {
  const mark = { kind: "mark", mark: labelValue(request.faultId) } as const;
  if (service === null || !all || disruption.kind === "network") return mark;
  const { deployment: name, labels, port } = service;
  const found = await serviceOf(kubectl, { namespace, name, labels, port });
  return found === null ? mark : { kind: "service", ...found };
}

/** Kubernetes takes 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends. */
export function labelValue(faultId: string): string {
  return faultId
    .replace(/[^A-Za-z0-9_.-]/g, "-")
    .slice(-63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}

function faultOf({ experiment, faultId }: FaultRequest, effect: PodsDisrupted): PlannedFault {
  const { pods, siblings, namespace, cluster } = effect;
  const where = `(${pods.length} of ${siblings.ready} with ${selectorOf(siblings.labels)}) in namespace ${namespace} of ${cluster.context}`;
  return {
    schema: 1,
    faultId,
    experiment,
    driver: "kubernetes",
    what: `${doneTo(effect)} ${pods.join(", ")} ${where}`,
    undo: undoOf(effect),
    instances: pods,
    instancesInAll: siblings.ready,
    effects: [effect],
  };
}

function doneTo({ disruption }: PodsDisrupted): string {
  switch (disruption.kind) {
    case "http": {
      const { errorRate, errorCode, averageDelayMilliseconds } = disruption;
      const share = `${Number((100 * errorRate).toFixed(2))} % of the requests with ${errorCode}`;
      return `answers ${share}, and all others ${averageDelayMilliseconds} ms later, in pods`;
    }
    case "grpc":
      return `answers gRPC requests with ${disruption.statusCode} in pods`;
    case "network":
      return "drops all that comes in to pods";
    case "terminate":
      return "terminates pods";
  }
}

function undoOf({ disruption, siblings, seconds }: PodsDisrupted): string {
  return disruption.kind === "terminate"
    ? `nothing: their controller brings others, and the undo waits until ${siblings.ready} are ready`
    : `ends the disruptor and its agents in the pods, which end by themselves after ${seconds} s`;
}
