/** A clock that a test moves by sleeping, and a controller and a driver that remember what was asked of them. */
import type { Presence } from "../../../../lib/core/experiment/effect.ts";
import type { PlannedExperiment, PlannedPhase } from "../../../../lib/core/experiment/experiment.ts";
import type { RunEvent } from "../../../../lib/core/record/event.ts";
import type { DirectorClock } from "../../../../lib/app/chaos/clock.ts";
import type { DirectorParts, Watch } from "../../../../lib/app/chaos/director.ts";
import type { Controller, HeldFault } from "../../../../lib/node/chaos/controller.ts";
import type { Driver, FaultRequest } from "../../../../lib/node/chaos/driver.ts";
import type { Gauge } from "../../../../lib/node/chaos/gauge.ts";
import { anExperiment } from "../../core/experiment/given.ts";
import { faultOf } from "./given.ts";

/** When the fakes' plan begins. */
export const START_MS = 1_000_000;

export interface FakeClock extends DirectorClock {
  /** Does something at a second of the plan, before whoever sleeps beyond it goes on. */
  at(second: number, action: () => void): void;
}

/** Time passes only where somebody sleeps; one sleeper at a time. */
export function fakeClock(): FakeClock {
  let now = START_MS;
  const actions: { readonly atMs: number; readonly action: () => void }[] = [];
  return {
    nowMs: () => now,
    at: (second, action) => void actions.push({ atMs: START_MS + second * 1000, action }),
    sleep: async (ms, signal) => {
      // What is ready by now comes before time passes.
      await new Promise(setImmediate);
      const untilMs = now + Math.max(0, ms);
      for (;;) {
        if (signal.aborted) return;
        const next = actions.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        actions.splice(actions.indexOf(next), 1);
        now = Math.max(now, next.atMs);
        next.action();
      }
      now = untilMs;
    },
  };
}

export interface FakeController extends Controller {
  /** What was asked, with the second of the plan. */
  readonly calls: string[];
  /** What reading back shows, attempt by attempt; the last one holds from then on. */
  presences: Presence[];
  injectFails: string | null;
  /** An injection ends after so many renewals. */
  injectTakesRenewals: number;
  renewFails: string | null;
  isGone: boolean;
}

function fakeController(clock: DirectorClock): FakeController {
  const heldFaults = new Map<string, HeldFault>();
  let renewed: (() => void)[] = [];
  const renewals = async (count: number) => {
    for (let number = 0; number < count; number++) await new Promise<void>((then) => renewed.push(then));
  };
  const note = (what: string) => controller.calls.push(`${(clock.nowMs() - START_MS) / 1000} ${what}`);
  const refuseIfGone = () => {
    if (controller.isGone) throw new Error("the controller is gone");
  };
  const undo = (faultId: string) => {
    const presence = controller.presences.length > 1 ? controller.presences.shift() : controller.presences[0];
    if (presence === "clean") heldFaults.delete(faultId);
    const seen = { failures: [], evidence: [`it is ${presence ?? "clean"}`] };
    return { faultId, atMs: clock.nowMs(), presence: presence ?? "clean", ...seen };
  };
  const controller: FakeController = {
    pid: 1,
    calls: [],
    presences: ["clean"],
    injectFails: null,
    injectTakesRenewals: 0,
    renewFails: null,
    isGone: false,
    inject: async (fault, leaseMs) => {
      note(`inject ${fault.faultId}`);
      refuseIfGone();
      if (controller.injectFails !== null) throw new Error(controller.injectFails);
      await renewals(controller.injectTakesRenewals);
      heldFaults.set(fault.faultId, {
        fault,
        state: "applied",
        leaseMs,
        renewals: 0,
        undoAttempts: 0,
        lastFailure: [],
      });
      return Promise.resolve({ appliedAtMs: clock.nowMs() });
    },
    renew: async (faultId) => {
      note(`renew ${faultId}`);
      for (const then of renewed) then();
      renewed = [];
      refuseIfGone();
      if (controller.renewFails !== null) throw new Error(controller.renewFails);
      return Promise.resolve();
    },
    undo: async (faultId) => {
      note(`undo ${faultId}`);
      refuseIfGone();
      return Promise.resolve(undo(faultId));
    },
    undoAll: () => Promise.resolve([...heldFaults.keys()].map(undo)),
    held: async () => {
      refuseIfGone();
      return Promise.resolve([...heldFaults.values()]);
    },
    journal: () => Promise.resolve([]),
    close: () => Promise.resolve([]),
  };
  return controller;
}

/** Hits what it draws. */
export function fakeDriver(asked: FaultRequest[] = [], gauges: readonly Gauge[] = []): Driver {
  return {
    name: "embedded",
    plan: (request) => {
      asked.push(request);
      const { experiment, faultId, fault, draw } = request;
      const services = "services" in fault ? fault.services : ["none"];
      const instances = [services[draw(services.length)] ?? "none"];
      return Promise.resolve(faultOf({ experiment, faultId, instances, what: `kills ${instances.join()}` }));
    },
    gauges: () => gauges,
    close: () => Promise.resolve(),
  };
}

/** Baseline of 10 s, then faults of 10 s and recoveries of 20 s. */
export function plannedExperiment(name: string, repetitions: number, fromSecond = 0): PlannedExperiment {
  const phases: PlannedPhase[] = [
    { phase: `${name}-baseline`, role: "baseline", repetition: 0, ...span(fromSecond, 10) },
  ];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const from = fromSecond + 10 + (repetition - 1) * 30;
    phases.push({ phase: `${name}-fault-${repetition}`, role: "fault", repetition, ...span(from, 10) });
    phases.push({
      ...{ phase: `${name}-recovery-${repetition}`, role: "recovery", repetition },
      ...span(from + 10, 20),
    });
  }
  const fault = { kind: "kill", services: ["api", "postgres", "mongo"] } as const;
  return { experiment: anExperiment({ name, repetitions, fault }), phases };
}

function span(startSeconds: number, seconds: number) {
  return { startSeconds, endSeconds: startSeconds + seconds };
}

/** One that sees nothing. */
export const noWatch: Watch = {
  see: () => undefined,
  injected: () => undefined,
  undone: () => undefined,
  over: () => Promise.resolve(),
};

export interface FakeParts extends DirectorParts {
  readonly clock: FakeClock;
  readonly controller: FakeController;
  readonly events: Omit<RunEvent, "schema">[];
  readonly said: string[];
  /** Seconds of the plan at which the load was ended. */
  readonly loadEnded: number[];
}

export function fakeParts(changed: Partial<DirectorParts> = {}): FakeParts {
  const clock = fakeClock();
  const events: Omit<RunEvent, "schema">[] = [];
  const said: string[] = [];
  const loadEnded: number[] = [];
  return {
    experiments: [plannedExperiment("kill-service", 1)],
    runId: "run",
    seed: 7,
    driver: fakeDriver(),
    allowed: null,
    leaseMs: 10_000,
    planStart: () => Promise.resolve(START_MS),
    watch: () => noWatch,
    tell: (event) => void events.push(event),
    say: (line) => void said.push(line),
    endLoad: () => void loadEnded.push((clock.nowMs() - START_MS) / 1000),
    ...changed,
    clock,
    controller: fakeController(clock),
    ...{ events, said, loadEnded },
  };
}
