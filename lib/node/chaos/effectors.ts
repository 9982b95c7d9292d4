/** Every effector that a fault controller has, and `tidemark chaos recover` with it: the one list of them. */
import type { Effectors } from "./effector.ts";
import { containerKilled } from "./effectors/container-killed.ts";
import { containerLimited } from "./effectors/container-limited.ts";
import { containerPaused } from "./effectors/container-paused.ts";
import { cpuBurned } from "./effectors/cpu-burned.ts";
import { memoryHeld } from "./effectors/memory-held.ts";
import { partKilled } from "./effectors/part-killed.ts";
import { processStopped } from "./effectors/process-stopped.ts";
import { proxyDisabled } from "./effectors/proxy-disabled.ts";
import { toxic } from "./effectors/toxic.ts";

export interface EffectorSurroundings {
  /** For programs that effectors start; holds the token of an embedded system's parts. */
  readonly env: NodeJS.ProcessEnv;
}

export function effectorsFor({ env }: EffectorSurroundings): Effectors {
  return {
    processStopped: processStopped(),
    cpuBurned: cpuBurned(env),
    memoryHeld: memoryHeld(env),
    partKilled: partKilled(env),
    toxic: toxic(),
    proxyDisabled: proxyDisabled(),
    containerKilled: containerKilled(),
    containerPaused: containerPaused(),
    containerLimited: containerLimited(),
  };
}
