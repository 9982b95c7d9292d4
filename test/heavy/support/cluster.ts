/**
 * A Kubernetes cluster of the tests' own (test/kubernetes), with an account that may do what
 * deploy/kubernetes/chaos gives it and no more.
 */
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../compose/run.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import type { ClusterReference } from "../../../lib/core/experiment/effect.ts";

export interface Cluster {
  /** `kubectl` as the cluster's administrator. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  readonly program: string;
  readonly disruptor: string;
  /** `ctr` for the cluster's own containerd. */
  readonly containers: (...args: string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const scripts = join(installRoot(), "test/kubernetes");

export async function whyNoCluster(env: NodeJS.ProcessEnv): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return "a cluster is started on Linux x64 only";
  if (process.getuid?.() !== 0) return "a cluster needs root";
  for (const [program, args] of [
    ["apt-get", ["--version"]],
    ["go", ["version"]],
  ] as const) {
    const there = await run(program, args, { env }).catch(() => null);
    if (there === null) return `there is no ${program} to get a cluster with`;
  }
  return null;
}

/** Builds what is not there yet: minutes at first, then ten seconds. @param log gets what the scripts say */
export async function startCluster(env: NodeJS.ProcessEnv, log: string): Promise<Cluster> {
  const script = (name: string, ...args: string[]) =>
    run("bash", [join(scripts, name), ...args], { env, log });
  const stop = async () => {
    await script("down.sh", "--purge");
  };
  await script("build.sh");
  try {
    await script("up.sh");
  } catch (error) {
    await stop();
    throw error;
  }
  const rig = (await script("where.sh")).trim();
  const program = join(rig, "bin/kubectl");
  const asAdministrator = { ...env, KUBECONFIG: join(rig, "kubeconfig") };
  return {
    kubectl: (...args) => run(program, args, { env: asAdministrator }),
    program,
    disruptor: join(rig, "bin/k6-disruptor"),
    containers: (...args) =>
      run("bash", ["-c", `. "$0"; containers "$@"`, join(scripts, "env.sh"), ...args], { env }),
    stop,
  };
}

/** The namespace, account and Role as they are published, under another name. */
export async function chaosNamespace({ kubectl }: Cluster, folder: string, name: string): Promise<void> {
  const published = join(installRoot(), "deploy/kubernetes/chaos");
  const manifests = await kubectl("kustomize", published);
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, manifests.replaceAll("tidemark-chaos", name));
  await kubectl("apply", "--filename", file);
}

/** Two pods of a small web server, ready. */
export async function webIn({ kubectl }: Cluster, namespace: string): Promise<void> {
  const inNamespace = `--namespace=${namespace}`;
  await kubectl("apply", inNamespace, "--filename", join(scripts, "manifests/web.yaml"));
  await kubectl("rollout", "status", "deployment/web", inNamespace, "--timeout=60s");
}

/** A pod that the web server asks for `/through`. */
export async function storeIn({ kubectl }: Cluster, namespace: string): Promise<void> {
  const inNamespace = `--namespace=${namespace}`;
  await kubectl("apply", inNamespace, "--filename", join(scripts, "manifests/store.yaml"));
  await kubectl("rollout", "status", "deployment/store", inNamespace, "--timeout=60s");
  const ip = await kubectl(
    ...["get", "pods", inNamespace, "--selector=app=store", "--output=jsonpath={.items[0].status.podIP}"],
  );
  await kubectl("set", "env", "deployment/web", `STORE=http://${ip}:8080/`, inNamespace);
  await kubectl("rollout", "status", "deployment/web", inNamespace, "--timeout=60s");
}

/** A pod that speaks gRPC, ready. */
export async function grpcIn({ kubectl }: Cluster, namespace: string): Promise<void> {
  const inNamespace = `--namespace=${namespace}`;
  await kubectl("apply", inNamespace, "--filename", join(scripts, "manifests/grpc.yaml"));
  await kubectl("rollout", "status", "deployment/grpc", inNamespace, "--timeout=60s");
}

const AGENT_IMAGE = "ghcr.io/grafana/xk6-disruptor-agent";

/** While it lasts the node does not have the agent's image, and can pull none. */
export async function withoutAgentImage<T>({ containers }: Cluster, action: () => Promise<T>): Promise<T> {
  const images = (await containers("images", "list", "--quiet")).split("\n");
  const agents = images.filter((name) => name.startsWith(AGENT_IMAGE));
  if (agents.length === 0) throw new Error(`none of these is the agent's image: ${images.join(" ")}`);
  const aside = (name: string) => `aside.local/${name}`;
  for (const name of agents) await containers("images", "tag", name, aside(name));
  await containers("images", "remove", ...agents);
  try {
    return await action();
  } finally {
    for (const name of agents) {
      await containers("images", "tag", aside(name), name);
      await containers("images", "remove", aside(name));
    }
  }
}

/**
 * What of a fault is left in pods, in words: marks, agents that work and their rules, pods that are not ready.
 * As the administrator sees it, by `ps` and `iptables` in the agents' containers.
 */
export async function podsLeft({ kubectl }: Cluster, namespace: string, mark: string): Promise<string[]> {
  const { items } = JSON.parse(await kubectl("get", "pods", `--namespace=${namespace}`, "--output=json")) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly ephemeralContainers?: readonly { readonly name: string }[] };
      readonly status: {
        readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      };
    }[];
  };
  const left = items.map(async ({ metadata: { name, labels }, spec, status }) => {
    const isReady = status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
    const agents = (spec.ephemeralContainers ?? []).map((agent) => agent.name);
    const command = "iptables -t nat -S; iptables -S; ps -o args";
    const shown = agents.map((agent) =>
      kubectl("exec", name, `--namespace=${namespace}`, "-c", agent, "--", "sh", "-c", command),
    );
    const lines = (await Promise.all(shown)).join("\n").split("\n");
    const forces = lines.filter(
      (line) => /xk6-disruptor-agent (http|grpc|network)/.test(line) || /-j (REDIRECT|DROP)/.test(line),
    );
    return [
      ...(mark in labels ? [`${name} is marked`] : []),
      ...(isReady === true ? [] : [`${name} is not ready`]),
      ...forces.map((line) => `${name}: ${line}`),
    ];
  });
  return (await Promise.all(left)).flat();
}

/** A network namespace named as containerd names them, and of somebody else. */
export function foreignNetworkNamespace() {
  const name = `cni-another-${process.pid}`;
  const path = `/run/netns/${name}`;
  const ip = (action: string) => run("ip", ["netns", action, name], { env: process.env });
  return {
    add: async () => {
      if (process.getuid?.() === 0) await ip("add").catch(() => undefined);
    },
    isThere: () => existsSync(path),
    remove: async () => {
      if (existsSync(path)) await ip("delete");
    },
  };
}

/** Logged in as the namespace's own account. */
export async function accountOf(
  { kubectl }: Cluster,
  folder: string,
  name: string,
): Promise<ClusterReference> {
  const token = await kubectl("create", "token", name, `--namespace=${name}`);
  const view = await kubectl("config", "view", "--raw", "--flatten", "--output=json");
  const config = JSON.parse(view) as { readonly clusters: readonly unknown[] };
  const [cluster] = config.clusters as readonly [{ readonly name: string }];
  const context = `${name}-account`;
  const kubeconfig = join(folder, `${name}.kubeconfig`);
  const own = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [cluster],
    users: [{ name: context, user: { token } }],
    contexts: [{ name: context, context: { cluster: cluster.name, user: context } }],
    // No current context: what is hit must be said.
  };
  writeFileSync(kubeconfig, JSON.stringify(own));
  chmodSync(kubeconfig, 0o600);
  return { kubeconfig, context };
}

export interface PodAddress {
  readonly name: string;
  readonly url: string;
}

export async function podsIn({ kubectl }: Cluster, namespace: string): Promise<PodAddress[]> {
  const list = await kubectl("get", "pods", `--namespace=${namespace}`, "--output=json");
  const { items } = JSON.parse(list) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
      readonly status: { readonly podIP?: string };
    }[];
  };
  return items
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata, status }) => ({
      name: metadata.name,
      url: `http://${status.podIP ?? "0.0.0.0"}:8080`,
    }));
}
