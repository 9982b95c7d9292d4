/**
 * A Kubernetes cluster of the tests' own (test/kubernetes), with an account that may do what
 * deploy/kubernetes/chaos gives it and no more.
 */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../compose/run.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import type { ClusterReference } from "../../../lib/core/experiment/effect.ts";

export interface Cluster {
  /** `kubectl` as the cluster's administrator. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  readonly program: string;
  readonly disruptor: string;
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
