/**
 * The faults that a controller holds: each is in the journal before it is applied, goes on while its
 * lease is renewed, and is undone by whatever comes first: the wish, the lease's end, the
 * controller's end, an effect that does not take hold. Undoing is never interrupted, and two that
 * ask for it get the same answer.
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
import { effectorFor, undoFault, type UndoLimits } from "./undo-fault.ts";

export interface Faults {
  /** @throws ChaosError; nothing of the fault is left then, or the message says what is */
  inject(fault: PlannedFault, leaseMs: number): Promise<{ readonly appliedAtMs: number }>;
  /** @throws ChaosError "leaseOver", "unknownFault" */
  renew(faultId: string): void;
  /** @throws ChaosError "unknownFault" */
  undo(faultId: string): Promise<Undone>;
  /** All that are held, the latest first; those that could not be undone before are tried again. */
  undoAll(): Promise<readonly Undone[]>;
  /** Undoes those whose lease has run out. To be called again and again. */
  undoExpired(): Promise<void>;
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
}

/** One that is confirmed as undone stays known, so that asking twice gives the same answer. */
interface Held {
  readonly fault: PlannedFault;
  readonly leaseMs: number;
  readonly application: Application;
  state: HeldFault["state"] | "confirmed";
  renewals: number;
  undoing: Promise<Undone> | null;
}

export function createFaults({ effectors, journal, clock, limits }: FaultsOptions): Faults {
  const all = new Map<string, Held>();
  const leases = createLeases(() => clock.monotonicMs());
  let ending = false;

  const note = (event: Parameters<Journal["note"]>[0], { fault, leaseMs }: Held, text?: string) =>
    journal.note(event, { faultId: fault.faultId, leaseMs, ...(text !== undefined && { text }) });

  /** Joins an undo that is under way; one that was confirmed is not taken again. */
  const undo = (one: Held): Promise<Undone> => {
    if (one.undoing === null || one.state === "undoFailed") one.undoing = undoNow(one);
    return one.undoing;
  };

  const undoNow = async (one: Held): Promise<Undone> => {
    one.state = "undoing";
    leases.release(one.fault.faultId);
    const settled = await one.application.cancel(limits.applyGraceMs);
    if (!settled) undoOnceSettled(one);
    const onStepsTaken = () => note("undone", one);
    const seen = await undoFault(one.fault, { effectors, clock, limits, onStepsTaken });
    const undone = settled ? seen : notSettled(seen);
    const clean = undone.presence === "clean";
    note(clean ? "confirmed" : "undoFailed", one, [...undone.failures, ...undone.evidence].join("; "));
    one.state = clean ? "confirmed" : "undoFailed";
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
      const one: Held = { fault, leaseMs, application, state: "intended", renewals: 0, undoing: null };
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
      const undone: Undone[] = [];
      for (const one of [...all.values()].reverse()) {
        if (one.state !== "confirmed") undone.push(await undo(one));
      }
      return undone;
    },
    undoExpired: async () => {
      const expired = leases.expired().map(known);
      for (const one of expired) note("expired", one);
      await Promise.all(expired.map(undo));
    },
    held: () =>
      [...all.values()].flatMap(({ fault, state, leaseMs, renewals }) =>
        state === "confirmed" ? [] : [{ fault, state, leaseMs, renewals }],
      ),
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
