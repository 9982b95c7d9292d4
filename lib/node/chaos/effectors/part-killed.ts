/**
 * A part of the embedded system ends at once (SIGKILL), and the undo asks its runner to start it again on
 * the ports that it had. Where the runner itself is gone there is nothing to undo: the parts end with it
 * by their lifelines, so that what is looked for then is only that the process is gone.
 */
import type { Effect } from "../../../core/experiment/effect.ts";
import { findProcess } from "../../process/process-identity.ts";
import { signalIdentity, waitUntilGone } from "../../process/signal-process.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector, ReadBack } from "../effector.ts";
import { messages } from "../embedded-messages.ts";
import { messages as ofProcesses } from "../messages.ts";
import { askPart } from "./parts-api.ts";

type PartKilled = Extract<Effect, { kind: "partKilled" }>;

/** A killed process leaves at once, unless it waits for a disk. */
const GONE_WITHIN_MS = 5_000;

/** @param env holds the token of the parts */
export function partKilled(env: NodeJS.ProcessEnv): Effector<PartKilled> {
  return {
    apply: async (effect) => {
      const { part, partsUrl, process } = effect;
      if (findProcess(process) === null) throw new Error(ofProcesses.processGone(part, process.pid));
      // Or its end would be a failure of the run.
      if ((await askPart(effect, "expect-end", env)) === null) throw new Error(messages.runnerGone(partsUrl));
      signalIdentity(process, "SIGKILL");
      const left = await waitUntilGone([process], GONE_WITHIN_MS);
      if (left.length > 0) throw new Error(messages.notKilled(part, process.pid));
    },
    undo: async (effect) => {
      await askPart(effect, "start", env);
    },
    readBack: async (effect) => {
      try {
        const answer = await askPart(effect, "look", env);
        return answer === null ? withoutRunner(effect) : stateOf(effect, answer);
      } catch (error) {
        return { presence: "unknown", text: reasonOf(error) };
      }
    },
  };
}

/** The runner says which process it is; whether that one runs the system says. */
function stateOf(
  { part, process }: PartKilled,
  answer: { pid: number | null; startTime: string | null },
): ReadBack {
  const { pid, startTime } = answer;
  const runs = pid !== null && startTime !== null && findProcess({ pid, startTime }) !== null;
  if (!runs) return { presence: "present", text: messages.partDown(part) };
  const isSame = startTime === process.startTime && pid === process.pid;
  return {
    presence: "clean",
    text: isSame ? messages.partNeverEnded(part, pid) : messages.partBack(part, pid, process.pid),
  };
}

function withoutRunner({ part, partsUrl, process }: PartKilled): ReadBack {
  if (findProcess(process) === null) return { presence: "clean", text: messages.allGone(part, partsUrl) };
  return { presence: "unknown", text: messages.orphaned(part, process.pid, partsUrl) };
}
