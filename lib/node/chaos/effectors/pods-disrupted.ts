/**
 * Pods are disrupted by a second k6. It counts as applied once the pods themselves show it; its undo
 * ends that k6, and then whatever its agents still do in the pods, from here: k6 does not wait for
 * them, and tells them nothing where it was killed.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type DisruptorRun, FAULT_LABEL } from "../../../core/experiment/disruptor-run.ts";
import type { Effector, ReadBack } from "../effector.ts";
import { CLEANUP_COMMAND } from "../kubernetes/agent-state.ts";
import { type DisruptorProcess, startDisruptor } from "../kubernetes/disruptor-process.ts";
import { type Kubectl, kubectlFor } from "../kubernetes/kubectl.ts";
import {
  inAgent,
  inAll,
  lookAtPods,
  lookAtSiblings,
  type LookedAtPod,
  type PodsDisrupted,
} from "../kubernetes/look-at-pods.ts";
import { words } from "../kubernetes/messages.ts";

export interface PodsDisruptedOptions {
  /** Path of a program, asked for when it is needed. */
  readonly tool: (name: "kubectl" | "k6-disruptor") => Promise<string>;
  /** The bundle of scenarios/disruptor.ts. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stateFolder: string;
  /** Whether the undo ends every pod that has an agent, so that nothing of it remains. */
  readonly replacePods: boolean;
}

/** For the image of an agent to be pulled, and its container to start. */
const INJECT_TIMEOUT_SECONDS = 30;
/** Beyond that: k6's start, and the first rule in the last pod. */
const SEEN_WITHIN_SECONDS = INJECT_TIMEOUT_SECONDS + 15;
/** Below the limit of a step of the undo. */
const CLEAN_WITHIN_MS = 15_000;
const READY_WITHIN_MS = 25_000;
const POLL_MS = 250;

export function podsDisrupted(options: PodsDisruptedOptions): Effector<PodsDisrupted> {
  const running = new Map<string, DisruptorProcess>();
  const kubectl = async (effect: PodsDisrupted) =>
    kubectlFor({ program: await options.tool("kubectl"), cluster: effect.cluster, env: options.env });
  return {
    apply: async (effect) => {
      const cluster = await kubectl(effect);
      await refuseASecond(cluster, effect);
      await mark(cluster, effect);
      const disruptor = await startDisruptor({
        program: await options.tool("k6-disruptor"),
        script: options.script,
        run: runOf(effect),
        config: await cluster.ownConfig(),
        env: options.env,
        stateFolder: options.stateFolder,
      });
      running.set(keyOf(effect), disruptor);
      await takenHold(cluster, effect, disruptor);
    },
    undo: async (effect) => {
      await running.get(keyOf(effect))?.stop();
      const cluster = await kubectl(effect);
      if (effect.disruption.kind === "terminate") await untilReadyAgain(cluster, effect);
      else await cleanUp(cluster, effect, options.replacePods);
      await unmark(cluster, effect);
    },
    readBack: async (effect) => {
      try {
        const cluster = await kubectl(effect);
        const seen = await look(cluster, effect);
        return withFailure(seen, running.get(keyOf(effect))?.failure() ?? null);
      } catch (error) {
        return { presence: "unknown", text: words.notLooked((error as Error).message) };
      }
    },
  };
}

async function look(cluster: Kubectl, effect: PodsDisrupted): Promise<ReadBack> {
  if (effect.disruption.kind === "terminate") return lookAtSiblings(cluster, effect);
  const { presence, text } = inAll(await lookAtPods(cluster, effect));
  return {
    presence,
    text: presence === "clean" ? text : words.notClean(text, effect.namespace, effect.pods),
  };
}

/** The process of an effect is found again by what it does: nothing else says so of one that is in a journal. */
function keyOf(effect: PodsDisrupted): string {
  return JSON.stringify(effect);
}

function runOf({ namespace, pods, selection, disruption, seconds }: PodsDisrupted): DisruptorRun {
  return { namespace, pods, selection, disruption, seconds, injectTimeoutSeconds: INJECT_TIMEOUT_SECONDS };
}

async function refuseASecond(cluster: Kubectl, effect: PodsDisrupted): Promise<void> {
  if (effect.disruption.kind === "terminate") return;
  const { presence, text } = inAll(await lookAtPods(cluster, effect));
  if (presence !== "clean") throw new Error(words.busy(text));
}

async function mark(cluster: Kubectl, { namespace, pods, selection }: PodsDisrupted): Promise<void> {
  if (selection.kind !== "mark") return;
  const label = `${FAULT_LABEL}=${selection.mark}`;
  await cluster.run(["label", "pod", ...pods, label, `--namespace=${namespace}`, "--overwrite"]);
}

/** By its value, so that the mark of another fault stays; a pod that is gone took its mark along. */
async function unmark(cluster: Kubectl, { namespace, selection }: PodsDisrupted): Promise<void> {
  if (selection.kind !== "mark") return;
  const which = `--selector=${FAULT_LABEL}=${selection.mark}`;
  await cluster.run(["label", "pod", which, `${FAULT_LABEL}-`, `--namespace=${namespace}`]);
}

/** Resolves once the pods show the fault. @throws Error where the injection failed, or nothing is seen in time */
async function takenHold(
  cluster: Kubectl,
  effect: PodsDisrupted,
  disruptor: DisruptorProcess,
): Promise<void> {
  const limitSeconds = SEEN_WITHIN_SECONDS + graceOf(effect);
  const deadline = performance.now() + limitSeconds * 1_000;
  for (;;) {
    const end = disruptor.ended();
    const failure = disruptor.failure();
    if (failure !== null) throw new Error(words.notStarted(explained(failure)));
    const { words: said, others } = disruptor.output();
    if (said.some(({ event }) => event === "ended")) return;
    if (end !== null) throw new Error(words.notStarted(words.ended(end, explained(others.join(" ")))));
    const isInjecting = said.some(({ event }) => event === "injecting");
    const seen = isInjecting ? await whatPodsShow(cluster, effect) : null;
    if (seen?.isThere === true) return;
    if (performance.now() > deadline) {
      throw new Error(words.notStarted(words.notSeen(limitSeconds, seen?.text ?? others.join(" "))));
    }
    await sleep(POLL_MS);
  }
}

async function whatPodsShow(
  cluster: Kubectl,
  effect: PodsDisrupted,
): Promise<{ readonly isThere: boolean; readonly text: string }> {
  if (effect.disruption.kind === "terminate") {
    const { presence, text } = await lookAtSiblings(cluster, effect);
    return { isThere: presence === "present", text };
  }
  const pods = await lookAtPods(cluster, effect);
  return { isThere: pods.every(({ presence }) => presence === "present"), text: inAll(pods).text };
}

function graceOf({ disruption }: PodsDisrupted): number {
  return disruption.kind === "terminate" ? disruption.graceSeconds : 0;
}

function explained(reason: string): string {
  return reason.includes("violates PodSecurity") ? words.agentForbidden(reason) : reason;
}

/**
 * What k6 told the agents may be under way; those that still work are told from here. Rules without
 * an agent stay: only the pod's end takes them.
 */
async function cleanUp(cluster: Kubectl, effect: PodsDisrupted, replacePods: boolean): Promise<void> {
  const deadline = performance.now() + CLEAN_WITHIN_MS;
  let pods = await lookAtPods(cluster, effect);
  for (;;) {
    const working = pods.filter(({ isWorking }) => isWorking);
    if (working.length === 0 || performance.now() > deadline) break;
    await Promise.all(working.map(async (pod) => tell(cluster, effect, pod)));
    await sleep(POLL_MS);
    pods = await lookAtPods(cluster, effect);
  }
  const replaced = pods.filter(({ hasAgent }) => hasAgent).map(({ pod }) => pod);
  if (!replacePods || replaced.length === 0) return;
  const args = ["--ignore-not-found", "--wait=false", `--namespace=${effect.namespace}`];
  await cluster.run(["delete", "pod", ...replaced, ...args]);
}

/** An agent that ends in this moment is no failure: the next look tells. */
async function tell(cluster: Kubectl, { namespace }: PodsDisrupted, { pod }: LookedAtPod): Promise<void> {
  await inAgent(cluster, namespace, pod, CLEANUP_COMMAND).catch(() => undefined);
}

/** Nothing is to be undone: it is waited for, and the look afterwards tells. */
async function untilReadyAgain(cluster: Kubectl, effect: PodsDisrupted): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const { presence } = await lookAtSiblings(cluster, effect);
    if (presence === "clean") return;
    await sleep(POLL_MS);
  }
}

/** That no request came, or that it failed half way, is evidence for whoever reads the record. */
function withFailure(seen: ReadBack, failure: string | null): ReadBack {
  return failure === null ? seen : { ...seen, text: `${seen.text}; ${words.saidAtEnd(failure)}` };
}
