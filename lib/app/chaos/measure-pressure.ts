/**
 * Measures what a fault takes from the system: with the driver's gauges, for some seconds before the
 * injection, and while the fault is in. A look never delays an undo: it ends with the signal.
 */
import { pressureBetween, type Span } from "../../core/chaos/pressure-between.ts";
import type { PressureReading } from "../../core/chaos/pressure-reading.ts";
import type { PlannedExperiment, PlannedPhase } from "../../core/experiment/experiment.ts";
import type { Pressure } from "../../core/record/pressure.ts";
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import type { Driver } from "../../node/chaos/driver.ts";
import type { Gauge } from "../../node/chaos/gauge.ts";
import type { DirectorClock } from "./clock.ts";
import { faultRequest, type PlanFacts } from "./plan-faults.ts";

export interface MeasuredPressure {
  /** To be called as soon as the fault is in. */
  injected(): Promise<void>;
  /** To be called shortly before it is undone. Empty where the signal came first. */
  taken(): Promise<readonly Pressure[]>;
}

export interface PressureAround extends PlanFacts {
  readonly driver: Driver;
  readonly clock: DirectorClock;
}

/** The last look before an injection or an undo comes so much earlier: it is over then, and delays neither. */
export const LOOK_EARLIER_MS = 1_000;
/** Long enough for the rhythm of a system under steady load, short against a baseline. */
const MEASURED_BEFORE_MS = 10_000;

/**
 * Resolves shortly before the injection is due, at `injectionMs`; with null for a fault that takes nothing,
 * and where the signal came first. Never rejects.
 */
export async function measurePressure(
  planned: PlannedExperiment,
  phase: PlannedPhase,
  injectionMs: number,
  around: PressureAround,
  signal: AbortSignal,
): Promise<MeasuredPressure | null> {
  const { kind } = planned.experiment.fault;
  if (kind !== "cpu" && kind !== "memory") return null;
  const { clock } = around;
  const beforeInjection = (ms: number) => clock.sleep(injectionMs - ms - clock.nowMs(), signal);
  await beforeInjection(LOOK_EARLIER_MS + MEASURED_BEFORE_MS);
  if (signal.aborted) return null;
  const gauges = await gaugesOf(planned, phase, around);
  const look = () => Promise.all(gauges.map((gauge) => unlessAborted(reading(gauge), signal)));
  const first = await look();
  await beforeInjection(LOOK_EARLIER_MS);
  const before = { first, last: await look() };
  let begun: readonly PressureReading[] = [];
  return {
    injected: async () => {
      begun = await look();
    },
    taken: async () => {
      const during = { first: begun, last: await look() };
      if (signal.aborted) return [];
      return gauges.map((_, index) => pressureBetween(at(before, index), at(during, index)));
    },
  };
}

/** Of the fault as it would be planned now; whom it hits is drawn the same way when it is injected. */
async function gaugesOf(
  planned: PlannedExperiment,
  phase: PlannedPhase,
  { driver, runId, seed }: PressureAround,
): Promise<readonly Gauge[]> {
  try {
    return driver.gauges(await driver.plan(faultRequest(planned, phase, { runId, seed })));
  } catch (error) {
    return [{ read: () => Promise.resolve(unreadable(reasonOf(error))) }];
  }
}

function reading(gauge: Gauge): Promise<PressureReading> {
  return gauge.read().catch((error: unknown) => unreadable(reasonOf(error)));
}

function unlessAborted(look: Promise<PressureReading>, signal: AbortSignal): Promise<PressureReading> {
  return new Promise((resolve) => {
    const ended = () => resolve(unreadable("the experiment was ended"));
    if (signal.aborted) ended();
    signal.addEventListener("abort", ended, { once: true });
    void look.then((seen) => {
      signal.removeEventListener("abort", ended);
      resolve(seen);
    });
  });
}

function at({ first, last }: Span<readonly PressureReading[]>, index: number): Span<PressureReading> {
  const none = unreadable("nobody looked in time");
  return { first: first[index] ?? none, last: last[index] ?? none };
}

function unreadable(why: string): PressureReading {
  return { kind: "unreadable", why };
}
