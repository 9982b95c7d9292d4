/** Looks into the pods of a fault, and says what of it is still there. Asks the cluster, nothing else. */
import type { Effect, Presence } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { ReadBack } from "../effector.ts";
import { type AgentState, LOOK_COMMAND, readAgentState } from "./agent-state.ts";
import type { Kubectl } from "./kubectl.ts";
import { words } from "./messages.ts";
import { AGENT_CONTAINER, podNamed, podsWith } from "./pods.ts";

export type PodsDisrupted = Extract<Effect, { kind: "podsDisrupted" }>;

export interface LookedAtPod {
  readonly pod: string;
  readonly presence: Presence;
  /** There is a container of an agent in it, whatever it does. */
  readonly hasAgent: boolean;
  /** The agent works, and can be told to end. */
  readonly isWorking: boolean;
  readonly text: string;
}

/** Never rejects. */
export async function lookAtPods(kubectl: Kubectl, effect: PodsDisrupted): Promise<LookedAtPod[]> {
  return Promise.all(effect.pods.map((pod) => lookAtPod(kubectl, effect.namespace, pod)));
}

export function inAll(pods: readonly LookedAtPod[]): ReadBack {
  const presences = pods.map(({ presence }) => presence);
  const presence = presences.includes("present")
    ? "present"
    : presences.includes("unknown")
      ? "unknown"
      : "clean";
  return { presence, text: pods.map(({ text }) => text).join("; ") };
}

/** After a termination: those that were hit are gone, and as many are ready as before. Never rejects. */
export async function lookAtSiblings(kubectl: Kubectl, effect: PodsDisrupted): Promise<ReadBack> {
  try {
    const pods = await podsWith(kubectl, effect.namespace, effect.siblings.labels);
    const left = pods.map(({ name }) => name).filter((name) => effect.pods.includes(name));
    // A pod that is about to end is not ready any more.
    const ready = pods.filter((pod) => pod.ready).length;
    const text = words.readyAgain(ready, effect.siblings.ready);
    const isOver = left.length === 0 && ready >= effect.siblings.ready;
    return {
      presence: isOver ? "clean" : "present",
      text: left.length === 0 ? text : `${text}; ${words.terminatedLeft(left)}`,
    };
  } catch (error) {
    return { presence: "unknown", text: words.notLooked(reasonOf(error)) };
  }
}

async function lookAtPod(kubectl: Kubectl, namespace: string, pod: string): Promise<LookedAtPod> {
  const idle = { pod, hasAgent: false, isWorking: false };
  try {
    const found = await podNamed(kubectl, namespace, pod);
    if (found === null) return { ...idle, presence: "clean", text: words.podGone(pod) };
    if (found.agent === "none") return { ...idle, presence: "clean", text: words.noAgent(pod) };
    return shownBy(pod, readAgentState(await inAgent(kubectl, namespace, pod, LOOK_COMMAND)));
  } catch (error) {
    return { ...idle, hasAgent: true, presence: "unknown", text: words.agentUnknown(pod, reasonOf(error)) };
  }
}

function shownBy(pod: string, { active, isWorking, remainder }: AgentState): LookedAtPod {
  const seen = { pod, hasAgent: true, isWorking };
  if (active.length > 0) return { ...seen, presence: "present", text: words.agentActive(pod, active) };
  const text = remainder.length === 0 ? words.agentIdle(pod) : words.remainder(pod, remainder);
  return { ...seen, presence: "clean", text };
}

/** @throws Error in words, also where the container does not run */
export function inAgent(
  kubectl: Kubectl,
  namespace: string,
  pod: string,
  command: readonly string[],
): Promise<string> {
  return kubectl.run([
    "exec",
    pod,
    `--namespace=${namespace}`,
    `--container=${AGENT_CONTAINER}`,
    "--",
    ...command,
  ]);
}
