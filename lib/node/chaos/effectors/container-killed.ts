/**
 * A container is killed, and started by the undo. Docker's own restart policy does not bring it back:
 * `docker kill` counts as stopped by hand.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Effect } from "../../../core/experiment/effect.ts";
import { dockerEngine } from "../../docker/docker-engine.ts";
import { messages } from "../compose-messages.ts";
import type { Effector } from "../effector.ts";
import { look, onEngine, type OpenEngine, readContainer, requireTarget, stateIn } from "./container.ts";

type ContainerKilled = Extract<Effect, { kind: "containerKilled" }>;

/** The engine notices the end of a process a moment after it. */
const ENDS_WITHIN_MS = 10_000;
const POLL_MS = 20;

export function containerKilled(open: OpenEngine = dockerEngine): Effector<ContainerKilled> {
  return {
    apply: ({ container }) =>
      onEngine(open, container, async (engine) => {
        await requireTarget(engine, container);
        await engine.kill(container.id);
        const deadline = performance.now() + ENDS_WITHIN_MS;
        while ((await look(engine, container))?.State.Running === true) {
          if (performance.now() >= deadline) throw new Error(messages.stillRuns(container.name));
          await sleep(POLL_MS);
        }
      }),
    undo: ({ container }) =>
      onEngine(open, container, async (engine) => {
        if ((await look(engine, container))?.State.Running !== false) return;
        await engine.start(container.id);
        if ((await look(engine, container))?.State.Running === false)
          throw new Error(messages.notStarted(container.name));
      }),
    readBack: ({ container }) =>
      readContainer(open, container, (found) => ({
        presence: found.State.Running ? "clean" : "present",
        text: messages.isIn(container.name, stateIn(found)),
      })),
  };
}
