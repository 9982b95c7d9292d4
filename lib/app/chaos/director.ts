/**
 * Follows the schedule of a plan's experiments: injects each fault when its phase begins, holds it, and
 * undoes it when the phase ends, or as soon as anything speaks for ending it. Whatever happens, a fault
 * that was injected is undone before anything else is.
 */
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { BlastRadius, PlannedExperiment, PlannedPhase } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import type { ExperimentStatus, FaultRecord } from "../../core/record/chaos.ts";
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import type { Driver } from "../../node/chaos/driver.ts";
import {
  type DirectedFault,
  directedFault,
  type FaultAround,
  hold,
  inject,
  leftNothing,
  lookAgain,
  recordOf,
  tellPressures,
  undo,
} from "./directed-fault.ts";
import { type Ending, endsLoad } from "./ending.ts";
import { blastRefusals, narrowest } from "./guard.ts";
import { LOOK_EARLIER_MS, type MeasuredPressure, measurePressure } from "./measure-pressure.ts";
import { faultRequest } from "./plan-faults.ts";

export interface DirectorParts extends FaultAround {
  readonly experiments: readonly PlannedExperiment[];
  readonly runId: string;
  readonly seed: number;
  readonly driver: Driver;
  /** What the target allows; null for the embedded system. */
  readonly allowed: BlastRadius | null;
  /** When the plan's second 0 was; null where the signal came first. */
  readonly planStart: (signal: AbortSignal) => Promise<number | null>;
  /** Watches while a fault may be there; gets the experiment and says when it must end. */
  readonly watch: (
    experiment: PlannedExperiment,
    signal: AbortSignal,
    end: (ending: Ending) => void,
  ) => Watch;
  /** Told once everything is undone, where the director itself ended the schedule early. */
  readonly endLoad: () => void;
}

export interface Watch {
  see(row: ProbeRow): void;
  /** Asks whether the alert that is expected fires, until the time has come; fills it in. */
  injected(fault: DirectedFault, untilMs: number): void;
  undone(fault: DirectedFault, phase: PlannedPhase): void;
  /** Resolves once nothing is asked any more. */
  over(): Promise<void>;
}

export interface DirectedExperiment {
  readonly planned: PlannedExperiment;
  readonly status: ExperimentStatus;
  readonly faults: readonly FaultRecord[];
}

export interface Direction {
  readonly experiments: readonly DirectedExperiment[];
  /** When the plan's second 0 was; null before any traffic. */
  readonly planStartMs: number | null;
  /** Null where the schedule was followed to its end. */
  readonly ending: Ending | null;
  readonly notUndone: readonly PlannedFault[];
}

export interface Director {
  /** What the probe saw. */
  see(row: ProbeRow): void;
  /** Undoes everything. Resolves once that is done; later calls join the first. */
  end(ending: Ending): Promise<void>;
  /** Resolves when the schedule is over. Never rejects. */
  readonly done: Promise<Direction>;
  /** Once it is done: asks the controller again for what was not confirmed as undone. Never rejects. */
  conclude(): Promise<Direction>;
}

export function startDirector(parts: DirectorParts): Director {
  const state = new Schedule(parts);
  const done = state.follow();
  return {
    see: (row) => state.watch?.see(row),
    end: async (ending) => {
      state.end(ending);
      await done;
    },
    done,
    conclude: async () => {
      await done;
      return state.conclude();
    },
  };
}

class Schedule {
  readonly parts: DirectorParts;
  readonly #stop = new AbortController();
  readonly #directed: { readonly planned: PlannedExperiment; readonly faults: DirectedFault[] }[] = [];
  #ending: Ending | null = null;
  #isOver = false;
  #planStartMs: number | null = null;
  watch: Watch | null = null;

  constructor(parts: DirectorParts) {
    this.parts = parts;
  }

  end(ending: Ending): void {
    // What was followed to its end is ended by nothing that comes after.
    if (this.#isOver || this.#stop.signal.aborted) return;
    this.#ending = ending;
    this.#stop.abort();
  }

  #isEnded(): boolean {
    return this.#ending !== null;
  }

  async follow(): Promise<Direction> {
    const { experiments, planStart, endLoad } = this.parts;
    const startMs = await planStart(this.#stop.signal);
    this.#planStartMs = startMs;
    if (startMs !== null) {
      for (const planned of experiments) {
        if (this.#isEnded()) break;
        await this.#experiment(planned, startMs);
      }
    }
    this.#isOver = true;
    const ending = this.#ending;
    if (ending !== null && endsLoad(ending)) endLoad();
    return this.#direction();
  }

  async conclude(): Promise<Direction> {
    const left = this.#directed.flatMap(({ faults }) => faults).filter(({ mayBeLeft }) => mayBeLeft);
    await Promise.all(left.map((fault) => lookAgain(fault, this.parts)));
    return this.#direction();
  }

  async #experiment(planned: PlannedExperiment, startMs: number): Promise<void> {
    const { clock, watch } = this.parts;
    const faults: DirectedFault[] = [];
    this.#directed.push({ planned, faults });
    await this.#sleepUntil(startMs + firstSecond(planned) * 1000);
    if (this.#isEnded()) return;
    const over = new AbortController();
    const watching = watch(planned, AbortSignal.any([over.signal, this.#stop.signal]), (why) =>
      this.end(why),
    );
    this.watch = watching;
    for (const phase of planned.phases.filter(({ role }) => role === "fault")) {
      const injectionMs = startMs + phase.startSeconds * 1000;
      const pressure = await measurePressure(planned, phase, injectionMs, this.parts, this.#stop.signal);
      await this.#sleepUntil(injectionMs);
      if (this.#isEnded()) break;
      await this.#fault(planned, phase, startMs, faults, pressure);
    }
    const endMs = startMs + Math.max(...planned.phases.map(({ endSeconds }) => endSeconds)) * 1000;
    await clock.sleep(endMs - clock.nowMs(), this.#stop.signal);
    over.abort();
    await watching.over();
    this.watch = null;
  }

  async #fault(
    planned: PlannedExperiment,
    phase: PlannedPhase,
    startMs: number,
    faults: DirectedFault[],
    pressure: MeasuredPressure | null,
  ): Promise<void> {
    const plannedFault = await this.#plan(planned, phase);
    if (plannedFault === null) return;
    const fault = directedFault(plannedFault, phase.repetition);
    faults.push(fault);
    const isIn = await inject(fault, this.parts, this.#stop.signal);
    if (isIn) {
      this.watch?.injected(fault, startMs + recoveryEnd(planned, phase) * 1000);
      const isHeld = await this.#hold(fault, startMs + phase.endSeconds * 1000, pressure);
      if (!isHeld) this.end({ kind: "failed", text: fault.failures.at(-1) ?? "the fault was not held" });
    }
    // Also of one that was refused: the controller knows best what was applied of it.
    const isClean = isIn ? await undo(fault, this.parts) : await leftNothing(fault, this.parts);
    if (isIn && isClean) this.watch?.undone(fault, phase);
    if (!isIn) this.end({ kind: "failed", text: fault.failures.at(-1) ?? "the fault was not injected" });
    if (!isClean) this.end({ kind: "failed", text: `not confirmed as undone: ${plannedFault.what}` });
  }

  /** Until the time has come, with a look at what the fault takes at its beginning and before its end. */
  async #hold(fault: DirectedFault, untilMs: number, pressure: MeasuredPressure | null): Promise<boolean> {
    const holdUntil = (ms: number) => hold(fault, ms, this.parts, this.#stop.signal);
    if (pressure === null) return holdUntil(untilMs);
    await pressure.injected();
    if (!(await holdUntil(untilMs - LOOK_EARLIER_MS))) return false;
    tellPressures(fault, await pressure.taken(), this.parts);
    return holdUntil(untilMs);
  }

  async #plan(planned: PlannedExperiment, phase: PlannedPhase): Promise<PlannedFault | null> {
    const { driver, allowed } = this.parts;
    const { name, fault, blastRadius } = planned.experiment;
    try {
      const now = await driver.plan(faultRequest(planned, phase, this.parts));
      const refused = blastRefusals(now, fault, narrowest(blastRadius, allowed));
      if (refused.length === 0) return now;
      this.#cannot(name, refused.map(({ text }) => text).join("; "));
    } catch (error) {
      this.#cannot(name, reasonOf(error));
    }
    return null;
  }

  #cannot(experiment: string, why: string): void {
    const text = `experiment ${experiment}: no fault was injected: ${why}`;
    this.parts.say(text);
    this.end({ kind: "failed", text });
  }

  async #sleepUntil(atMs: number): Promise<void> {
    const { clock } = this.parts;
    await clock.sleep(atMs - clock.nowMs(), this.#stop.signal);
  }

  #direction(): Direction {
    const all = this.#directed.flatMap(({ faults }) => faults);
    return {
      experiments: this.#directed.map(({ planned, faults }) => {
        return { planned, status: this.#status(planned, faults), faults: faults.map(recordOf) };
      }),
      planStartMs: this.#planStartMs,
      ending: this.#ending,
      notUndone: all.filter(({ mayBeLeft }) => mayBeLeft).map(({ planned }) => planned),
    };
  }

  #status({ phases }: PlannedExperiment, faults: readonly DirectedFault[]): ExperimentStatus {
    if (faults.some(({ mayBeLeft, injectedAtMs }) => mayBeLeft || injectedAtMs === null)) return "failed";
    const wanted = phases.filter(({ role }) => role === "fault").length;
    const isLast = this.#directed.at(-1)?.faults === faults;
    if (this.#ending === null || !isLast) return faults.length === wanted ? "completed" : "failed";
    if (this.#ending.kind === "failed") return "failed";
    return this.#ending.kind === "interrupted" ? "interrupted" : "aborted";
  }
}

function firstSecond({ phases }: PlannedExperiment): number {
  return Math.min(...phases.map(({ startSeconds }) => startSeconds));
}

/** Until then the alert may fire. */
function recoveryEnd({ phases }: PlannedExperiment, fault: PlannedPhase): number {
  const recovery = phases.find(
    ({ role, repetition }) => role === "recovery" && repetition === fault.repetition,
  );
  return recovery?.endSeconds ?? fault.endSeconds;
}
