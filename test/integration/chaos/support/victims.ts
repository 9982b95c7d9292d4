/** Processes that faults hit, seen from outside: /proc is asked, and nothing of the code under test. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Effect, PlannedFault, ProcessReference } from "../../../../lib/core/experiment/effect.ts";
import { observeProcess } from "../../../../lib/node/process/process-identity.ts";

export interface Victim {
  readonly reference: ProcessReference;
  /** Null once it is gone. */
  state(): "runs" | "stopped" | null;
  end(): void;
}

export function startVictim(name = "victim"): Victim {
  const child = spawn("sleep", ["600"], { stdio: "ignore" });
  const pid = Number(child.pid);
  const observed = observeProcess(pid);
  if (observed === null) throw new Error("sleep did not start");
  return {
    reference: { name, pid, startTime: observed.startTime },
    state: () => stateOf(pid),
    end: () => {
      child.kill("SIGKILL");
    },
  };
}

function stateOf(pid: number): "runs" | "stopped" | null {
  try {
    const state = /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? null;
    if (state === null || state === "Z") return null;
    return state === "T" ? "stopped" : "runs";
  } catch {
    return null;
  }
}

/** By whatever command they were started. */
export function processesWithArgument(argument: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => argumentsOf(pid).includes(argument) && stateOf(pid) !== null);
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

export function aFault(faultId: string, ...effects: readonly Effect[]): PlannedFault {
  return {
    schema: 1,
    faultId,
    experiment: "pause",
    driver: "embedded",
    what: `hits ${faultId}`,
    undo: `mends ${faultId}`,
    instances: [faultId],
    instancesInAll: 1,
    effects,
  };
}
