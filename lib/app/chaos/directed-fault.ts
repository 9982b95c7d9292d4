/** One fault from its plan to its confirmed undo: what is done, told and kept of it. */
import { pressureText } from "../../core/chaos/pressure-text.ts";
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { Undone } from "../../core/experiment/journal.ts";
import type { AlertAnswer, FaultRecord } from "../../core/record/chaos.ts";
import type { RunEvent } from "../../core/record/event.ts";
import type { Pressure } from "../../core/record/pressure.ts";
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import type { Controller } from "../../node/chaos/controller.ts";
import type { DirectorClock } from "./clock.ts";

export interface FaultAround {
  readonly controller: Controller;
  readonly clock: DirectorClock;
  readonly tell: (event: Omit<RunEvent, "schema">) => void;
  readonly say: (line: string) => void;
  readonly leaseMs: number;
}

/** What is known of a fault; its record is made of it at the end. */
export interface DirectedFault {
  readonly planned: PlannedFault;
  readonly repetition: number;
  injectedAtMs: number | null;
  undone: Undone | null;
  /** Something of it may be there: from before the injection until the undo is confirmed. */
  mayBeLeft: boolean;
  renewals: number;
  readonly failures: string[];
  readonly evidence: string[];
  alert: AlertAnswer | null;
  pressures: readonly Pressure[];
}

/** Renewed three times as often as it has to be: two renewals may be lost. */
const RENEWALS_PER_LEASE = 3;
/** What comes back by itself (a service that starts) may not be there at the first look. */
const UNDO_ATTEMPTS = 5;
const UNDO_PAUSE_MS = 1_000;

export function directedFault(planned: PlannedFault, repetition: number): DirectedFault {
  return {
    ...{ planned, repetition, injectedAtMs: null, undone: null, mayBeLeft: false, renewals: 0 },
    ...{ failures: [], evidence: [], alert: null, pressures: [] },
  };
}

/**
 * Renews the lease meanwhile, unless the signal speaks for ending it: an injection may take longer than that,
 * e.g. where an image is pulled.
 * @returns whether it has taken hold; why it has not is among its failures
 */
export async function inject(
  fault: DirectedFault,
  around: FaultAround,
  signal: AbortSignal,
): Promise<boolean> {
  const { planned } = fault;
  fault.mayBeLeft = true;
  const over = new AbortController();
  try {
    const injecting = around.controller.inject(planned, around.leaseMs);
    void renewUntil(fault, around, AbortSignal.any([over.signal, signal]));
    const { appliedAtMs } = await injecting.finally(() => over.abort());
    fault.injectedAtMs = appliedAtMs;
    around.say(`fault: ${planned.what}`);
    tellOf(fault, around, "start", appliedAtMs, planned.what);
    tellLease(fault, around, `lease of ${around.leaseMs / 1000} s granted`);
    return true;
  } catch (error) {
    fail(fault, around, `not injected: ${reasonOf(error)}`);
    return false;
  }
}

/** Never rejects: what an injection came to its own answer tells. */
async function renewUntil(
  { planned }: DirectedFault,
  { controller, clock, leaseMs }: FaultAround,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await clock.sleep(leaseMs / RENEWALS_PER_LEASE, signal);
    if (signal.aborted) return;
    await controller.renew(planned.faultId).catch(() => undefined);
  }
}

/** Renews the lease until the time has come, or the signal. @returns whether the fault was held to the end */
export async function hold(
  fault: DirectedFault,
  untilMs: number,
  around: FaultAround,
  signal: AbortSignal,
): Promise<boolean> {
  const pauseMs = around.leaseMs / RENEWALS_PER_LEASE;
  const isOver = () => signal.aborted || around.clock.nowMs() >= untilMs;
  for (;;) {
    if (isOver()) return true;
    await around.clock.sleep(Math.min(pauseMs, untilMs - around.clock.nowMs()), signal);
    if (isOver()) return true;
    try {
      await around.controller.renew(fault.planned.faultId);
      fault.renewals += 1;
      tellLease(fault, around, "lease renewed");
    } catch (error) {
      tellLease(fault, around, "lease lost");
      fail(fault, around, `not held: ${reasonOf(error)}`);
      return false;
    }
  }
}

/** What the fault took, as it was measured. */
export function tellPressures(
  fault: DirectedFault,
  pressures: readonly Pressure[],
  around: FaultAround,
): void {
  fault.pressures = pressures;
  for (const text of pressures.map(pressureText)) {
    around.say(`measured: ${text}`);
    tellOf(fault, around, "at", around.clock.nowMs(), text);
  }
}

/** Until it is confirmed as undone, or has been tried often enough. Never rejects. */
export async function undo(fault: DirectedFault, around: FaultAround): Promise<boolean> {
  const { faultId } = fault.planned;
  const never = new AbortController().signal;
  for (let attempt = 1; attempt <= UNDO_ATTEMPTS; attempt++) {
    if (attempt > 1) await around.clock.sleep(UNDO_PAUSE_MS, never);
    const undone = await around.controller.undo(faultId).catch((error: unknown) => reasonOf(error));
    if (typeof undone === "string") {
      if (attempt === UNDO_ATTEMPTS) fail(fault, around, `not undone: ${undone}`);
      continue;
    }
    fault.undone = undone;
    if (undone.presence === "clean") break;
  }
  const isClean = fault.undone?.presence === "clean";
  fault.mayBeLeft = !isClean;
  const atMs = fault.undone?.atMs ?? around.clock.nowMs();
  const seen = fault.undone?.evidence.join("; ") ?? "the controller does not answer";
  tellOf(fault, around, "end", atMs, isClean ? `undone: ${seen}` : `NOT CONFIRMED AS UNDONE: ${seen}`);
  around.say(isClean ? `undone: ${fault.planned.undo}` : `NOT CONFIRMED AS UNDONE: ${fault.planned.what}`);
  return isClean;
}

/** Of one that was not confirmed as undone: the controller has tried again since. Never rejects. */
export async function lookAgain(fault: DirectedFault, around: FaultAround): Promise<void> {
  const undone = await around.controller.undo(fault.planned.faultId).catch(() => null);
  if (undone?.presence !== "clean") return;
  fault.undone = undone;
  fault.mayBeLeft = false;
  tellOf(fault, around, "end", undone.atMs, `undone after all: ${undone.evidence.join("; ")}`);
  around.say(`undone after all: ${fault.planned.undo}`);
}

/** Of a fault that was not injected: whether the controller has nothing of it any more. */
export async function leftNothing(fault: DirectedFault, around: FaultAround): Promise<boolean> {
  const held = await around.controller.held().catch(() => null);
  const isHeld = held?.some((each) => each.fault.faultId === fault.planned.faultId) ?? true;
  if (isHeld) return undo(fault, around);
  fault.mayBeLeft = false;
  return true;
}

export function recordOf(fault: DirectedFault): FaultRecord {
  const { planned, repetition, injectedAtMs, undone, renewals, failures, evidence, alert, pressures } = fault;
  const { faultId, what, instances, instancesInAll } = planned;
  return {
    ...{ faultId, repetition, what, instances, instancesInAll, injectedAtMs, renewals, alert, pressures },
    undoneAtMs: undone?.presence === "clean" ? undone.atMs : null,
    presence: undone?.presence ?? (injectedAtMs === null ? null : "unknown"),
    failures: [...failures, ...(undone?.failures ?? [])],
    evidence: [...(undone?.evidence ?? []), ...evidence],
    measured: null,
  };
}

function fail(fault: DirectedFault, around: FaultAround, text: string): void {
  fault.failures.push(text);
  around.say(`fault ${fault.planned.faultId}: ${text}`);
  tellOf(fault, around, "at", around.clock.nowMs(), text);
}

function tellOf(
  { planned }: DirectedFault,
  { tell }: FaultAround,
  edge: RunEvent["edge"],
  atMs: number,
  text: string,
): void {
  tell({ atMs, kind: "fault", edge, name: planned.faultId, text });
}

function tellLease({ planned }: DirectedFault, { tell, clock }: FaultAround, text: string): void {
  tell({ atMs: clock.nowMs(), kind: "lease", edge: "at", name: planned.faultId, text });
}
