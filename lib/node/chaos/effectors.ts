/** Every effector that a fault controller has, and `tidemark chaos recover` with it: the one list of them. */
import { cacheFolder, stateFolder } from "../process/folders.ts";
import { distFile } from "../process/install-root.ts";
import { resolveTool } from "../tools/resolve-tool.ts";
import type { Effectors } from "./effector.ts";
import { containerKilled } from "./effectors/container-killed.ts";
import { containerLimited } from "./effectors/container-limited.ts";
import { containerPaused } from "./effectors/container-paused.ts";
import { cpuBurned } from "./effectors/cpu-burned.ts";
import { memoryHeld } from "./effectors/memory-held.ts";
import { podsDisrupted } from "./effectors/pods-disrupted.ts";
import { partKilled } from "./effectors/part-killed.ts";
import { processStopped } from "./effectors/process-stopped.ts";
import { proxyDisabled } from "./effectors/proxy-disabled.ts";
import { toxic } from "./effectors/toxic.ts";

export interface EffectorSurroundings {
  /** For programs that effectors start; holds the token of an embedded system's parts. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether an undo ends every pod that a disruptor's agent was attached to. */
  readonly replacePods?: boolean;
}

export function effectorsFor({ env, replacePods = false }: EffectorSurroundings): Effectors {
  return {
    processStopped: processStopped(),
    cpuBurned: cpuBurned(env),
    memoryHeld: memoryHeld(env),
    podsDisrupted: podsDisrupted({
      tool: (name) => toolPath(name, env),
      script: distFile("k6/disruptor.js"),
      env,
      stateFolder: stateFolder(env),
      replacePods,
    }),
    partKilled: partKilled(env),
    toxic: toxic(),
    proxyDisabled: proxyDisabled(),
    containerKilled: containerKilled(),
    containerPaused: containerPaused(),
    containerLimited: containerLimited(),
  };
}

/** What a preview has found or built is in the cache, and found at once. */
async function toolPath(name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { path } = await resolveTool(name, { env, cacheFolder: cacheFolder(env), say: () => undefined });
  return path;
}
