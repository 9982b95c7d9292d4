/** A container stands still with all of its processes, and goes on with the undo. */
import type { Effect } from "../../../core/experiment/effect.ts";
import { dockerEngine } from "../../docker/docker-engine.ts";
import { messages } from "../compose-messages.ts";
import type { Effector } from "../effector.ts";
import { look, onEngine, type OpenEngine, readContainer, requireTarget, stateIn } from "./container.ts";

type ContainerPaused = Extract<Effect, { kind: "containerPaused" }>;

export function containerPaused(open: OpenEngine = dockerEngine): Effector<ContainerPaused> {
  return {
    apply: ({ container }) =>
      onEngine(open, container, async (engine) => {
        await requireTarget(engine, container);
        await engine.pause(container.id);
      }),
    undo: ({ container }) =>
      onEngine(open, container, async (engine) => {
        if ((await look(engine, container))?.State.Paused === true) await engine.unpause(container.id);
      }),
    readBack: ({ container }) =>
      readContainer(open, container, (found) => ({
        presence: found.State.Paused ? "present" : "clean",
        text: messages.isIn(container.name, stateIn(found)),
      })),
  };
}
