/**
 * Stands in for `k6/x/disruptor` v0.3.17 on a k6 without it, and is as strict: what it refuses, in
 * which words, and that an injection blocks, is read in its source. Its cluster is data (cluster.ts).
 * What pods and the agent do is not here: the tests on a real cluster show it.
 */
import { sleep } from "k6";
import { STAND_IN_CLUSTER, type StandInCluster, type StandInPod, type StandInService } from "./cluster.ts";
import { convert, type Kind, parseDuration, type Shape } from "./convert.ts";

const cluster = JSON.parse(__ENV[STAND_IN_CLUSTER] ?? "null") as StandInCluster;
if (!cluster.reachable) throw new Error("error creating Kubernetes helper: connection refused");

const AGENT_WAIT_SECONDS = 10;
const TERMINATION_WAIT_SECONDS = 10;

const attributes: Shape = { struct: "PodAttributes", fields: { labels: "map" } };
const selectorShape: Shape = {
  struct: "PodSelectorSpec",
  fields: { namespace: "string", select: attributes, exclude: attributes },
};
const settingsOf = (struct: string): Shape => ({ struct, fields: { injectTimeout: "duration" } });
const proxyOptions: Shape = { struct: "DisruptionOptions", fields: { proxyPort: "number" } };
const protocolFields = {
  port: "int or string",
  averageDelay: "duration",
  delayVariation: "duration",
  errorRate: "number",
  exclude: "string",
} as const satisfies Record<string, Kind>;
const httpShape: Shape = {
  struct: "HTTPFault",
  fields: { ...protocolFields, errorCode: "number", errorBody: "string" },
};
const grpcShape: Shape = {
  struct: "GrpcFault",
  fields: { ...protocolFields, statusCode: "number", statusMessage: "string" },
};
const networkShape: Shape = { struct: "NetworkFault", fields: { port: "number", protocol: "string" } };
const terminationShape: Shape = {
  struct: "PodTerminationFault",
  fields: { count: "int or string", timeout: "duration" },
};

interface ProtocolFault {
  readonly port?: number | string;
  readonly averageDelay?: string;
  readonly delayVariation?: string;
  readonly errorRate?: number;
  readonly errorCode?: number;
  readonly statusCode?: number;
}

interface Selector {
  readonly namespace?: string;
  readonly select?: { readonly labels?: Readonly<Record<string, string>> };
  readonly exclude?: { readonly labels?: Readonly<Record<string, string>> };
}

interface Settings {
  readonly injectTimeout?: string;
}

abstract class Disruptor {
  protected abstract pods(): readonly StandInPod[];
  /** Of the pods, for the port that the script names. */
  protected abstract portOf(port: number | string | undefined): number;

  targets(): string[] {
    return this.pods().map(({ name }) => name);
  }

  injectHTTPFaults(...args: unknown[]): void {
    const seconds = convertFault("HTTPFault", httpShape, args);
    const fault = args[0] as ProtocolFault;
    const port = this.portOf(fault.port);
    inject(this.pods(), seconds, (pod) => refuseProtocolFault(pod, port, fault, fault.errorCode ?? 0));
  }

  injectGrpcFaults(...args: unknown[]): void {
    const seconds = convertFault("GrpcFault", grpcShape, args);
    const fault = args[0] as ProtocolFault;
    this.portOf(fault.port);
    // The port that was found is lost: the agent gets the one that the script names.
    inject(this.pods(), seconds, (pod) =>
      refuseProtocolFault(pod, Number(fault.port), fault, fault.statusCode ?? 0),
    );
  }

  terminatePods(...args: unknown[]): void {
    if (args.length === 0) throw new Error("PodTermination fault is required");
    described("invalid fault argument", () => convert(args[0], terminationShape));
    const { count, timeout } = args[0] as { count?: number | string; timeout?: string };
    described("error injecting fault", () => terminate(sample(this.pods(), count), timeout));
  }
}

export class PodDisruptor extends Disruptor {
  readonly #selector: Selector;

  constructor(selector: Selector, settings?: Settings) {
    super();
    described("error creating PodDisruptor", () => {
      if ((selector as unknown) === null) {
        throw new Error("PodDisruptor constructor expects a non null PodSelector argument");
      }
      described("invalid PodSelector", () => convert(selector, selectorShape));
      readSettings("PodDisruptorOptions", settings);
      const { namespace = "", select, exclude } = selector;
      if (namespace === "" && select === undefined && exclude === undefined) {
        throw new Error(
          "error creating PodDisruptor: namespace, select and exclude attributes in pod selector cannot all be empty",
        );
      }
    });
    this.#selector = selector;
  }

  injectNetworkFaults(...args: unknown[]): void {
    const seconds = convertFault("NetworkFault", networkShape, args);
    const { port = 0, protocol = "" } = args[0] as { port?: number; protocol?: string };
    // A pod in its host's network is not refused here: the fault would hit the whole node.
    inject(this.pods(), seconds, () => {
      if (port !== 0 && protocol === "") throw new Error('unknown option "--dport"');
    });
  }

  protected pods(): readonly StandInPod[] {
    const { namespace = "default", select, exclude } = this.#selector;
    const found = cluster.pods.filter(
      (pod) =>
        pod.namespace === namespace &&
        Object.entries(select?.labels ?? {}).every(([name, value]) => pod.labels[name] === value) &&
        Object.entries(exclude?.labels ?? {}).every(([name, value]) => pod.labels[name] !== value),
    );
    if (found.length > 0) return found;
    throw new Error("error getting kubernetes config path: no pods found matching selector");
  }

  protected portOf(port: number | string | undefined): number {
    return Number(port ?? 80);
  }
}

export class ServiceDisruptor extends Disruptor {
  readonly #service: StandInService;

  constructor(service: string, namespace: string, settings?: Settings) {
    super();
    readSettings("ServiceDisruptorOptions", settings);
    const found = cluster.services.find((one) => one.name === service && one.namespace === namespace);
    if (found === undefined) {
      throw new Error(
        `error creating ServiceDisruptor: error creating PodDisruptor: services "${service}" not found`,
      );
    }
    this.#service = found;
  }

  protected pods(): readonly StandInPod[] {
    const { selector, namespace, name } = this.#service;
    const found = cluster.pods.filter(
      (pod) =>
        pod.namespace === namespace &&
        Object.entries(selector).every(([label, value]) => pod.labels[label] === value),
    );
    if (found.length > 0) return found;
    throw new Error(`finding pods matching${name}/${namespace}: service does not have any backing pods`);
  }

  protected portOf(port: number | string | undefined): number {
    const { ports } = this.#service;
    if (port === undefined && ports.length > 1) {
      throw new Error("no port selected and service exposes more than one service");
    }
    const found = port === undefined ? ports[0] : ports.find((one) => one.port === port);
    if (found !== undefined) return found.targetPort;
    throw new Error(`error injecting fault: the service does not expose the given svcPort: ${String(port)}`);
  }
}

function readSettings(struct: string, settings: Settings | undefined): void {
  if (settings === undefined) return;
  described(`invalid ${struct}`, () => convert(settings, settingsOf(struct)));
}

/** @returns the seconds of the fault */
function convertFault(name: string, shape: Shape, args: readonly unknown[]): number {
  if (args.length < 2) throw new Error(`${name} and duration are required`);
  described("invalid fault argument", () => convert(args[0], shape));
  described("invalid duration argument", () => convert(args[1], "duration"));
  if (args.length > 2) described("invalid options argument", () => convert(args[2], proxyOptions));
  return parseDuration(args[1] as string);
}

function inject(pods: readonly StandInPod[], seconds: number, refuse: (pod: StandInPod) => void): void {
  described("error injecting fault", () => {
    for (const pod of pods) {
      attachAgent(pod);
      refuse(pod);
      if (pod.agent === "dead") throw failedCommand(pod, "container not found (xk6-agent)");
      if (pod.agent === "busy") throw failedCommand(pod, "another instance of the agent is already running");
      if (seconds < 1) throw failedCommand(pod, "duration must be at least one second");
    }
    sleep(seconds);
    const [first] = pods;
    if (cluster.requests === 0 && first !== undefined) {
      throw failedCommand(first, "disruptor did not receive any request");
    }
  });
}

function attachAgent(pod: StandInPod): void {
  if (pod.agent !== "none" || !cluster.restricted.includes(pod.namespace)) return;
  throw new Error(
    `injecting agent in the pod "${pod.name}": patching ephemeral container into pod "${pod.name}": ` +
      `pods "${pod.name}" is forbidden: violates PodSecurity "restricted:latest"`,
  );
}

function refuseProtocolFault(pod: StandInPod, port: number, fault: ProtocolFault, errorCode: number): void {
  if (pod.hostNetwork) {
    throw new Error(
      `unable to get command for pod "${pod.name}": fault cannot be safely injected because pod "${pod.name}" uses hostNetwork`,
    );
  }
  if (!pod.ports.includes(port)) {
    throw new Error(
      `unable to get command for pod "${pod.name}": pod "${pod.name}" does exports port "${port}"`,
    );
  }
  const { errorRate = 0, averageDelay = "0s", delayVariation = "0s" } = fault;
  if (parseDuration(delayVariation) > parseDuration(averageDelay)) {
    throw failedCommand(pod, "variation must be less that average delay");
  }
  if (errorRate < 0 || errorRate > 1) {
    throw failedCommand(pod, "error rate must be in the range [0.0, 1.0]");
  }
  if (errorRate > 0 && errorCode === 0) {
    throw failedCommand(pod, "error code must be a valid http error code");
  }
}

function sample(pods: readonly StandInPod[], count: number | string | undefined): readonly StandInPod[] {
  if (typeof count === "string" && /^\d+%$/.test(count)) {
    const share = Number.parseInt(count, 10) / 100;
    return share === 0 ? [] : pods.slice(0, Math.max(1, Math.round(pods.length * share)));
  }
  if (typeof count !== "number") throw new Error(`count is not a valid percentage: ${count ?? ""}`);
  if (count > pods.length) {
    throw new Error(`cannot sample ${count} pods out of a total of ${pods.length}`);
  }
  return pods.slice(0, count);
}

function terminate(pods: readonly StandInPod[], timeout: string | undefined): void {
  const asked = timeout === undefined ? 0 : parseDuration(timeout);
  const limit = asked === 0 ? TERMINATION_WAIT_SECONDS : asked;
  for (const { name, namespace, endsAfterSeconds } of pods) {
    if (endsAfterSeconds > limit) {
      sleep(Math.min(limit, AGENT_WAIT_SECONDS));
      throw new Error(`pod '${namespace}/${name}' not terminated after ${limit.toFixed(6)}s`);
    }
    sleep(endsAfterSeconds);
  }
}

function failedCommand({ name }: StandInPod, stderr: string): Error {
  return new Error(
    `failed command execution for pod "${name}": command terminated with exit code 1 \n${stderr}\n`,
  );
}

function described<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
