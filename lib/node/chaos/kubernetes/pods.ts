/** What is read of pods, of all that a cluster tells of them. */
import type { Kubectl } from "./kubectl.ts";

export type Labels = Readonly<Record<string, string>>;

export interface Pod {
  readonly name: string;
  readonly labels: Labels;
  /** Serving, and not about to end. */
  readonly ready: boolean;
  readonly hostNetwork: boolean;
  /** That its containers declare. */
  readonly ports: readonly number[];
  readonly graceSeconds: number;
  readonly agent: "none" | "running" | "notRunning";
}

export const AGENT_CONTAINER = "xk6-agent";

/** Kubernetes' own default. */
const USUAL_GRACE_SECONDS = 30;

/** By name. @throws Error in words */
export async function podsWith(kubectl: Kubectl, namespace: string, labels: Labels): Promise<Pod[]> {
  const args = ["pods", `--namespace=${namespace}`, `--selector=${selectorOf(labels)}`];
  const list = (await kubectl.get(args)) as { readonly items: readonly PodObject[] } | null;
  return (list?.items ?? []).map(podOf).sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Null where it is gone. @throws Error in words */
export async function podNamed(kubectl: Kubectl, namespace: string, name: string): Promise<Pod | null> {
  const pod = (await kubectl.get(["pod", name, `--namespace=${namespace}`])) as PodObject | null;
  return pod === null ? null : podOf(pod);
}

export function selectorOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}

interface PodObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Labels;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[];
    readonly ephemeralContainers?: readonly { readonly name: string }[];
  };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly ephemeralContainerStatuses?: readonly {
      readonly name: string;
      readonly state?: { readonly running?: unknown };
    }[];
  };
}

function podOf({ metadata, spec, status }: PodObject): Pod {
  const isReady = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    ready: isReady === true && metadata.deletionTimestamp === undefined,
    hostNetwork: spec.hostNetwork === true,
    ports: spec.containers.flatMap(({ ports }) => (ports ?? []).map(({ containerPort }) => containerPort)),
    graceSeconds: spec.terminationGracePeriodSeconds ?? USUAL_GRACE_SECONDS,
    agent: agentOf(spec, status),
  };
}

function agentOf(spec: PodObject["spec"], status: PodObject["status"]): Pod["agent"] {
  const isThere = spec.ephemeralContainers?.some(({ name }) => name === AGENT_CONTAINER) === true;
  if (!isThere) return "none";
  const agent = status?.ephemeralContainerStatuses?.find(({ name }) => name === AGENT_CONTAINER);
  return agent?.state?.running === undefined ? "notRunning" : "running";
}
