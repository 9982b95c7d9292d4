/** Faults on a scripted system, with a clock that is held and a journal without a disk. */
import { createFaults, type FaultLimits } from "../../../../../../lib/node/chaos/controller/faults.ts";
import { heldClock } from "./held-clock.ts";
import { journalInMemory } from "./journal-in-memory.ts";
import { faultOf, scriptedSystem } from "./scripted-system.ts";

export const usual: FaultLimits = {
  stepMs: 1_000,
  readBackMs: 1_000,
  backoffMs: [10],
  applyMs: 1_000,
  applyGraceMs: 1_000,
  retryPausesMs: [1_000, 5_000],
  allMs: 10_000,
};
export const leaseMs = 3_000;
export const ab = faultOf("f", "a", "b");

export function aController(limits = usual) {
  const system = scriptedSystem();
  const clock = heldClock();
  const journal = journalInMemory((row) => system.done.push(row));
  return {
    system,
    clock,
    journal,
    faults: createFaults({ effectors: system.effectors, journal, clock, limits }),
  };
}

/** Holds a step until it is released. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
