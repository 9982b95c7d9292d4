/** Workers compete for the processors, on some cores alone where the effect names them. */
import type { Effect } from "../../../core/experiment/effect.ts";
import type { Effector } from "../effector.ts";
import { checkMark, endBurners, lookForBurners, startBurner } from "./burners.ts";

type CpuBurned = Extract<Effect, { kind: "cpuBurned" }>;

/** @param env holds the PATH on which `taskset` is found */
export function cpuBurned(env: NodeJS.ProcessEnv): Effector<CpuBurned> {
  return {
    apply: async ({ kind, mark, workers, cores, endsAfterSeconds }) => {
      checkMark(kind, mark);
      const prefix = cores === null ? [] : ["taskset", "-c", cores.join(",")];
      const start = () => startBurner(mark, { what: "cpu", endsAfterSeconds }, prefix, env);
      await Promise.all(Array.from({ length: workers }, start));
    },
    undo: async ({ mark }) => endBurners(mark),
    readBack: async ({ kind, mark }) => lookForBurners(kind, mark),
  };
}
