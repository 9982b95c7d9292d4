/**
 * The faults that a controller holds: each is in the journal before it is applied, goes on while its
 * lease is renewed, and is undone by whatever comes first: the wish, the lease's end, the
 * controller's end, an effect that does not take hold. Undoing is never interrupted, and two that
 * ask for it get the same answer. An undo that failed is tried again, with growing pauses, until the
 * controller ends; the journal gets the first failure, each change, and the end of it.
 */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { Undone } from "../../../core/experiment/journal.ts";
import { ChaosError } from "../chaos-error.ts";
import type { HeldFault } from "../controller.ts";
import type { Effectors } from "../effector.ts";
import { messages } from "../messages.ts";
import { startApplying, type Application } from "./application.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";
import { createLeases } from "./leases.ts";
import { createRetries } from "./retries.ts";
import { sideBySide } from "./side-by-side.ts";
import { effectorFor, undoFault, type UndoLimits } from "./undo-fault.ts";
import { within } from "./within.ts";

export interface Faults {
  /** @throws ChaosError; nothing of the fault is left then, or the message says what is */
  inject(fault: PlannedFault, leaseMs: number): Promise<{ readonly appliedAtMs: number }>;
  /** @throws ChaosError "leaseOver", "unknownFault" */
  renew(faultId: string): void;
  /** @throws ChaosError "unknownFault" */
  undo(faultId: string): Promise<Undone>;
  /**
   * All that are held, side by side; those that could not be undone before are tried again. One that takes
   * longer than the limit is `unknown`, whatever becomes of it.
   */
  undoAll(): Promise<readonly Undone[]>;
  /** Undoes those whose lease has run out. To be called again and again. */
  undoExpired(): Promise<void>;
  /** Undoes those again whose undo failed, and whose pause is over. To be called again and again. */
  retryFailed(): Promise<void>;
  held(): readonly HeldFault[];
  /** From now on `inject` is refused. */
  refuseMore(): void;
}

export interface FaultsOptions {
  readonly effectors: Effectors;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly limits: FaultLimits;
}

export interface FaultLimits extends UndoLimits {
  /** For one effect to take hold. */
  readonly applyMs: number;
  /** An effect that is just being applied may end so long before it is undone. */
  readonly applyGraceMs: number;
  /** Before each further undo of a fault whose undo failed; the last one holds from then on. */
  readonly retryPausesMs: readonly number[];
  /** For undoing everything: whoever waits for the controller's end waits no longer. */
  readonly allMs: number;
}

/** One that is confirmed as undone stays known, so that asking twice gives the same answer. */
interface Held {
  readonly fault: PlannedFault;
  readonly leaseMs: number;
  readonly application: Application;
  state: HeldFault["state"] | "confirmed";
  renewals: number;
  undoing: Promise<Undone> | null;
  undoAttempts: number;
  lastFailure: Undone | null;
}

export function createFaults({ effectors, journal, clock, limits }: FaultsOptions): Faults {
  const all = new Map<string, Held>();
  const leases = createLeases(() => clock.monotonicMs());
  const retries = createRetries(() => clock.monotonicMs(), limits.retryPausesMs);
  let ending = false;

  const note = (event: Parameters<Journal["note"]>[0], { fault, leaseMs }: Held, text?: string) =>
    journal.note(event, { faultId: fault.faultId, leaseMs, ...(text !== undefined && { text }) });

  /** Joins an undo that is under way; one that was confirmed is not taken again. */
  const undo = (one: Held): Promise<Undone> => {
    if (one.undoing === null || one.state === "undoFailed") one.undoing = undoNow(one);
    return one.undoing;
  };

  const undoNow = async (one: Held): Promise<Undone> => {
    const { faultId } = one.fault;
    one.state = "undoing";
    one.undoAttempts += 1;
    const attempt = one.undoAttempts;
    leases.release(faultId);
    retries.release(faultId);
    const settled = await one.application.cancel(limits.applyGraceMs);
    if (!settled && attempt === 1) undoOnceSettled(one);
    const onStepsTaken = () => {
      if (attempt === 1) note("undone", one);
    };
    const seen = await undoFault(one.fault, { effectors, clock, limits, onStepsTaken });
    const undone = afterAttempts(attempt, settled ? seen : notSettled(seen));
    const clean = undone.presence === "clean";
    // A row for each try would fill the disk of a target that stays away for a week.
    if (undone.presence !== one.lastFailure?.presence) {
      note(clean ? "confirmed" : "undoFailed", one, [...undone.failures, ...undone.evidence].join("; "));
    }
    one.state = clean ? "confirmed" : "undoFailed";
    if (!clean) {
      one.lastFailure = undone;
      retries.failed(faultId);
    }
    const problem = journal.problem();
    return problem === null ? undone : { ...undone, failures: [...undone.failures, problem] };
  };

  /** What takes hold after its undo is undone again. */
  const undoOnceSettled = (one: Held) =>
    void one.application.settled.then(() => one.undoing).then(() => undo(one));

  const known = (faultId: string): Held => {
    const one = all.get(faultId);
    if (one === undefined) throw new ChaosError("unknownFault", messages.unknownFault(faultId));
    return one;
  };

  return {
    inject: async (fault, leaseMs) => {
      if (ending) throw new ChaosError("controllerEnding", messages.controllerEnding);
      refuse(fault, leaseMs, effectors, all);
      journal.intend(fault, leaseMs);
      const application = startApplying(fault.effects, effectors, limits.applyMs);
      const one: Held = {
        ...{ fault, leaseMs, application, state: "intended", renewals: 0 },
        ...{ undoing: null, undoAttempts: 0, lastFailure: null },
      };
      all.set(fault.faultId, one);
      leases.grant(fault.faultId, leaseMs);
      const failure = await application.outcome;
      if (failure !== null || one.undoing !== null) {
        throw notApplied(fault, failure ?? messages.undoneMeanwhile, await undo(one));
      }
      one.state = "applied";
      const appliedAtMs = clock.nowMs();
      note("applied", one);
      leases.grant(fault.faultId, leaseMs); // the director can renew from now on
      return { appliedAtMs };
    },
    renew: (faultId) => {
      const one = known(faultId);
      if (!leases.renew(faultId)) throw new ChaosError("leaseOver", messages.leaseOver(faultId));
      one.renewals += 1;
      note("renewed", one);
    },
    undo: async (faultId) => undo(known(faultId)),
    undoAll: async () => {
      const left = [...all.values()].reverse().filter(({ state }) => state !== "confirmed");
      const undone = new Map<Held, Undone>();
      const undoing = sideBySide(left, async (one) => void undone.set(one, await undo(one)));
      const tooSlow = messages.undoTooSlow(limits.allMs);
      await within(limits.allMs, tooSlow, () => undoing).catch(() => undefined);
      return left.map((one) => undone.get(one) ?? notUndone(one.fault, tooSlow, clock.nowMs()));
    },
    undoExpired: async () => {
      const expired = leases.expired().map(known).reverse();
      for (const one of expired) {
        leases.release(one.fault.faultId); // it may have to wait for another one
        note("expired", one);
      }
      await sideBySide(expired, undo);
    },
    retryFailed: async () => {
      if (ending) return;
      const due = retries.due().map(known).reverse();
      for (const one of due) retries.release(one.fault.faultId);
      await sideBySide(due, undo);
    },
    held: () =>
      [...all.values()].flatMap(({ fault, state, leaseMs, renewals, undoAttempts, lastFailure }) => {
        if (state === "confirmed") return [];
        const why = [...(lastFailure?.failures ?? []), ...(lastFailure?.evidence ?? [])];
        return [{ fault, state, leaseMs, renewals, undoAttempts, lastFailure: why }];
      }),
    refuseMore: () => {
      ending = true;
    },
  };
}

function refuse(fault: PlannedFault, leaseMs: number, effectors: Effectors, all: Map<string, Held>): void {
  const { faultId, effects } = fault;
  if (all.has(faultId)) throw new ChaosError("duplicateFault", messages.duplicateFault(faultId));
  if (!(leaseMs > 0)) throw new ChaosError("badLease", messages.badLease(leaseMs));
  const unknown = effects.find((effect) => effectorFor(effect, effectors) === undefined);
  if (unknown !== undefined) throw new ChaosError("noEffector", messages.noEffector(unknown.kind));
}

function afterAttempts(attempts: number, undone: Undone): Undone {
  if (undone.presence !== "clean" || attempts === 1) return undone;
  return { ...undone, evidence: [...undone.evidence, messages.tookAttempts(attempts)] };
}

function notUndone({ faultId }: PlannedFault, failure: string, atMs: number): Undone {
  return { faultId, atMs, presence: "unknown", failures: [failure], evidence: [] };
}

/** Clean for now, but something that was given up may still take hold. */
function notSettled(seen: Undone): Undone {
  const presence = seen.presence === "clean" ? "unknown" : seen.presence;
  return { ...seen, presence, evidence: [...seen.evidence, messages.notSettled] };
}

function notApplied({ what }: PlannedFault, reason: string, undone: Undone): ChaosError {
  const outcome =
    undone.presence === "clean" ? messages.appliedAndUndone : messages.appliedNotUndone(undone.evidence);
  return new ChaosError("notApplied", messages.notApplied(what, reason, outcome));
}
