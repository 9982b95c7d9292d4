/** A system whose effects are names in a set, with a note of what was done to it, and steps that fail as told. */
import type { Effect, PlannedFault } from "../../../../../../lib/core/experiment/effect.ts";
import type { Effector, Effectors } from "../../../../../../lib/node/chaos/effector.ts";

type Named = Extract<Effect, { kind: "proxyDisabled" }>;

export interface ScriptedSystem {
  readonly effectors: Effectors;
  /** What holds now. */
  readonly holds: Set<string>;
  /** `apply a`, `undo a`, in order. Looking is not noted. */
  readonly done: string[];
  /** Replaces a step of an effect; `usual` is what it would do. */
  on(step: "apply" | "undo", name: string, instead: (usual: () => void) => Promise<void>): void;
  unreadable: boolean;
}

export function scriptedSystem(): ScriptedSystem {
  const holds = new Set<string>();
  const done: string[] = [];
  const scripts = new Map<string, (usual: () => void) => Promise<void>>();
  const take = async (step: "apply" | "undo", name: string, usual: () => void) => {
    done.push(`${step} ${name}`);
    await (scripts.get(`${step} ${name}`) ?? (async () => usual()))(usual);
  };
  const system: ScriptedSystem = {
    holds,
    done,
    unreadable: false,
    on: (step, name, instead) => void scripts.set(`${step} ${name}`, instead),
    effectors: { proxyDisabled: effector() },
  };
  function effector(): Effector<Named> {
    return {
      apply: ({ proxy }) => take("apply", proxy, () => void holds.add(proxy)),
      undo: ({ proxy }) => take("undo", proxy, () => void holds.delete(proxy)),
      readBack: async ({ proxy }) => {
        if (system.unreadable) return { presence: "unknown", text: `${proxy} can't be seen` };
        return holds.has(proxy)
          ? { presence: "present", text: `${proxy} is there` }
          : { presence: "clean", text: `${proxy} is not there` };
      },
    };
  }
  return system;
}

/** A fault whose effects bear these names. */
export function faultOf(faultId: string, ...names: readonly string[]): PlannedFault {
  return {
    schema: 1,
    faultId,
    experiment: "store-outage",
    driver: "embedded",
    what: `breaks ${names.join(" and ")}`,
    undo: `mends ${names.join(" and ")}`,
    instances: names,
    instancesInAll: names.length,
    effects: names.map((proxy) => ({
      kind: "proxyDisabled",
      apiUrl: "http://127.0.0.1:1",
      proxy,
      mark: faultId,
    })),
  };
}
