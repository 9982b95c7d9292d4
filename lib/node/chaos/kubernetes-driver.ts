/**
 * Plans faults for pods of a Kubernetes cluster: asks who there is, draws whom to hit, and says what
 * the disruptor is to do. Changes nothing.
 */
import type { ClusterReference, Disruption, Effect, PlannedFault } from "../../core/experiment/effect.ts";
import type { FaultSpec } from "../../core/experiment/experiment.ts";
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
  /** The pods of services, and of stores that are in the cluster, by the system's names. */
  readonly services: Readonly<Record<string, PodsInCluster>>;
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
  const [name, pods] = workload(fault, options, draw);
  const needsAgent = fault.kind !== "kill";
  const why = await whyNotIn(kubectl, namespace, needsAgent);
  if (why !== null) throw new Error(why);
  const there = await podsWith(kubectl, namespace, pods.labels);
  const ready = there.filter((pod) => pod.ready);
  if (ready.length === 0) throw new Error(words.noPods(name, selectorOf(pods.labels)));
  const whom = whomToHit(name, ready, fault, draw);
  for (const pod of whom.hit) {
    const problem = needsAgent
      ? whyNotThisPod(pod, namespace, fault.kind === "http" ? pods.port : null)
      : null;
    if (problem !== null) throw new Error(problem);
  }
  const disruption = disruptionOf(fault, pods, whom);
  const effect: PodsDisrupted = {
    kind: "podsDisrupted",
    cluster: options.cluster,
    namespace,
    pods: whom.hit.map((pod) => pod.name),
    selection: await selectionOf(kubectl, {
      options,
      request,
      pods,
      disruption,
      // The disruptor takes a pod that is about to end for one of a Service's, too.
      all: whom.hit.length === there.length,
    }),
    siblings: { labels: pods.labels, ready: ready.length },
    disruption,
    seconds: Math.ceil(request.seconds) + OWN_END_AFTER_SECONDS,
  };
  return faultOf(request, effect);
}

/** @returns the name of what is hit, and what its pods are */
function workload(
  fault: FaultSpec,
  { services }: KubernetesDriverOptions,
  draw: FaultRequest["draw"],
): [string, PodsInCluster] {
  const { what, name } = wanted(fault, draw);
  const pods = services[name];
  if (pods === undefined) throw new Error(words.unknownWorkload(what, name, Object.keys(services)));
  return [name, pods];
}

function wanted(fault: FaultSpec, draw: FaultRequest["draw"]): { what: string; name: string } {
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
      throw new Error(words.impossible(fault.kind));
  }
}

function disruptionOf(fault: FaultSpec, pods: PodsInCluster, { hit, errorRate }: Whom): Disruption {
  if (fault.kind === "http") {
    return {
      kind: "http",
      port: pods.port,
      errorRate,
      errorCode: fault.status,
      averageDelayMilliseconds: fault.delayMilliseconds,
      exclude: pods.exclude,
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
    pods,
    disruption,
    all,
  }: {
    options: KubernetesDriverOptions;
    request: FaultRequest;
    pods: PodsInCluster;
    disruption: Disruption;
    all: boolean;
  },
): Promise<PodsDisrupted["selection"]> {
  const { deployment: name, labels, port } = pods;
  const canBe = all && disruption.kind !== "network";
  const found = canBe ? await serviceOf(kubectl, { namespace, name, labels, port }) : null;
  return found === null ? { kind: "mark", mark: labelValue(request.faultId) } : { kind: "service", ...found };
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
