/** Faults in the web server of a cluster of the tests' own: planned, applied, undone after the test, and looked at. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";
import type { ClusterReference, Effect, PlannedFault } from "../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../lib/core/experiment/experiment.ts";
import type { Effector } from "../../../lib/node/chaos/effector.ts";
import { podsDisrupted } from "../../../lib/node/chaos/effectors/pods-disrupted.ts";
import { kubernetesDriver } from "../../../lib/node/chaos/kubernetes-driver.ts";
import { bundleDisruptor } from "../../../lib/node/generator/bundle-disruptor.ts";
import { distFile } from "../../../lib/node/process/install-root.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import {
  accountOf,
  chaosNamespace,
  podsIn,
  startCluster,
  webIn,
  whyNoCluster,
  type Cluster,
} from "./cluster.ts";

export type PodsDisrupted = Extract<Effect, { kind: "podsDisrupted" }>;

export const namespace = "chaos";

export const httpErrors = {
  kind: "http",
  service: "web",
  errorShare: 0.5,
  status: 503,
  delayMilliseconds: 100,
} satisfies FaultSpec;
export const stall = { kind: "stall", link: { to: "service", name: "web" } } satisfies FaultSpec;
export const kill = { kind: "kill", services: ["web"] } satisfies FaultSpec;

/** Building Kubernetes takes minutes, on a machine that does other things a quarter of an hour. */
const PREPARATION_MS = 40 * 60_000;

const REQUESTS = 30;

interface PlanOptions {
  readonly seconds?: number;
  readonly inNamespace?: string;
  readonly as?: ClusterReference;
  readonly port?: number;
}

export interface ClusterFaults {
  readonly cluster: Cluster;
  /** That may do what deploy/kubernetes/chaos gives it in the namespace, and no more. */
  readonly account: ClusterReference;
  /** For files of the tests. */
  readonly folder: string;
  effector(options?: { replacePods: boolean }): Effector<PodsDisrupted>;
  plan(fault: FaultSpec, options?: PlanOptions): Promise<{ planned: PlannedFault; effect: PodsDisrupted }>;
  /** Undone after the test at the latest. */
  applied(fault: FaultSpec, by: Effector<PodsDisrupted>, options?: PlanOptions): Promise<PodsDisrupted>;
  undoLater(undo: () => Promise<unknown>): void;
  /** Undoes what was applied, and waits for two pods that are ready. */
  restore(): Promise<void>;
  /** Waits for the web server's Deployment. */
  ready(): Promise<void>;
  scale(replicas: number): Promise<void>;
  /** With no pod more, not even one that is about to end: the disruptor would take it for one of the Service's. */
  scaled(replicas: number): Promise<void>;
  /** All of its pods are replaced. */
  renewed(): Promise<void>;
  /** Of its pods, also those that are about to end. */
  names(): Promise<string[]>;
  /** By status, or by the kind of failure, for each pod, each request on a connection of its own. */
  answers(path?: string): Promise<ReadonlyMap<string, readonly string[]>>;
  allWell(): Promise<boolean>;
  /** Processes of the second k6 that an effector of these tests started. */
  disruptors(): number[];
  /** And those that a controller of this installation started. */
  allDisruptors(): number[];
  stop(): Promise<void>;
}

/** A cluster for the tests of the suite that calls this: there from its first test on, gone after its last. */
export function clusterOfSuite(): () => ClusterFaults {
  let prepared: ClusterFaults | undefined;
  before("start a cluster of the tests' own", async function () {
    prepared = await clusterFaults(this);
  });
  after("stop the cluster", () => prepared?.stop());
  return () => {
    if (prepared === undefined) throw new Error("there is no cluster");
    return prepared;
  };
}

/** Skips the suite, with its reason, where no cluster can be started. */
async function clusterFaults(hook: Context): Promise<ClusterFaults> {
  hook.timeout(PREPARATION_MS);
  const whyNot = await whyNoCluster(process.env);
  if (whyNot !== null) skipBecause(hook, whyNot);
  await builtProgramHost();
  const folder = mkdtempSync(join(tmpdir(), "tidemark-cluster-test-"));
  const script = join(folder, "disruptor.js");
  await bundleDisruptor({ file: script, standIn: null });
  const cluster = await startCluster(process.env, join(folder, "cluster.log"));
  await chaosNamespace(cluster, folder, namespace);
  await webIn(cluster, namespace);
  return faultsIn(cluster, folder, script, await accountOf(cluster, folder, namespace));
}

function faultsIn(
  cluster: Cluster,
  folder: string,
  script: string,
  account: ClusterReference,
): ClusterFaults {
  const inNamespace = `--namespace=${namespace}`;
  const toUndo: (() => Promise<unknown>)[] = [];
  let number = 0;
  const faults: ClusterFaults = {
    cluster,
    account,
    folder,
    effector: ({ replacePods } = { replacePods: false }) =>
      podsDisrupted({
        tool: async (name) => (name === "kubectl" ? cluster.program : cluster.disruptor),
        script,
        env: process.env,
        stateFolder: join(folder, "state"),
        replacePods,
      }),
    plan: async (fault, { seconds = 60, inNamespace: where = namespace, as = account, port = 8080 } = {}) => {
      number += 1;
      const driver = kubernetesDriver({
        cluster: as,
        namespace: where,
        services: { web: { deployment: "web", labels: { app: "web" }, port, exclude: ["/healthz"] } },
        // Another name for the same pods: a store is whatever the target says it is.
        stores: { cart: { labels: { app: "web" } } },
        kubectl: async () => cluster.program,
        env: process.env,
      });
      const request = { experiment: "test", faultId: `fault-${number}`, fault, seconds, draw: () => 0 };
      const planned = await driver.plan(request);
      return { planned, effect: planned.effects[0] as PodsDisrupted };
    },
    applied: async (fault, by, options) => {
      const { effect } = await faults.plan(fault, options);
      toUndo.push(() => by.undo(effect));
      await by.apply(effect);
      return effect;
    },
    undoLater: (undo) => {
      toUndo.push(undo);
    },
    restore: async () => {
      for (const undo of toUndo.splice(0)) await undo();
      await faults.scale(2);
      await faults.ready();
    },
    ready: async () => {
      await cluster.kubectl("rollout", "status", "deployment/web", inNamespace, "--timeout=60s");
    },
    scale: async (replicas) => {
      await cluster.kubectl("scale", "deployment/web", `--replicas=${replicas}`, inNamespace);
    },
    scaled: async (replicas) => {
      await faults.scale(replicas);
      await faults.ready();
      await eventually(
        "no pod more is there",
        async () => (await faults.names()).length === replicas,
        30_000,
      );
    },
    renewed: async () => {
      await cluster.kubectl("delete", "pods", "--selector=app=web", inNamespace, "--wait=true");
      await faults.ready();
    },
    names: async () => {
      const args = [
        "get",
        "pods",
        "--selector=app=web",
        inNamespace,
        "--output=jsonpath={.items[*].metadata.name}",
      ];
      return (await cluster.kubectl(...args)).split(" ");
    },
    answers: async (path = "/") => {
      const asked = (await podsIn(cluster, namespace)).map(
        async ({ name, url }): Promise<[string, string[]]> => [name, await statusesOf(`${url}${path}`)],
      );
      return new Map(await Promise.all(asked));
    },
    allWell: async () => [...(await faults.answers()).values()].flat().every((status) => status === "200"),
    disruptors: () => disruptorsOf(script),
    allDisruptors: () => [...disruptorsOf(script), ...disruptorsOf(distFile("k6/disruptor.js"))],
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return faults;
}

/** What an action that has to fail says. */
export function failureOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => "it succeeded",
    (error: unknown) => (error as Error).message,
  );
}

function statusesOf(url: string): Promise<string[]> {
  return Promise.all(Array.from({ length: REQUESTS }, () => statusOf(url)));
}

async function statusOf(url: string): Promise<string> {
  try {
    const signal = AbortSignal.timeout(2_000);
    const response = await fetch(url, { signal, headers: { connection: "close" } });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    return (error as Error).name;
  }
}

/** They are known by their script. */
function disruptorsOf(script: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [program = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return program.endsWith("/k6-disruptor") && args.includes(script);
      } catch {
        return false; // gone in this moment
      }
    })
    .map(Number);
}
