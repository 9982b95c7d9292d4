/** Every effector that a fault controller has, and `tidemark chaos recover` with it: the one list of them. */
import type { Effectors } from "./effector.ts";
import { containerKilled } from "./effectors/container-killed.ts";
import { containerLimited } from "./effectors/container-limited.ts";
import { containerPaused } from "./effectors/container-paused.ts";
import { cpuBurned } from "./effectors/cpu-burned.ts";
import { memoryHeld } from "./effectors/memory-held.ts";
import { processStopped } from "./effectors/process-stopped.ts";

export interface EffectorSurroundings {
  /** For programs that effectors start. */
  readonly env: NodeJS.ProcessEnv;
}

export function effectorsFor({ env }: EffectorSurroundings): Effectors {
  return {
    processStopped: processStopped(),
    cpuBurned: cpuBurned(env),
    memoryHeld: memoryHeld(env),
    containerKilled: containerKilled(),
    containerPaused: containerPaused(),
    containerLimited: containerLimited(),
  };
}
