/**
 * The fault controller's life: it undoes what dead ones left, says that it is ready, holds faults and
 * their leases, and ends when it is told to, when its director is gone, on a signal, or on an error
 * of its own: each time after it has undone everything. Nothing interrupts that, no second signal
 * either; only SIGKILL can, and then the journal tells the next one what to undo. Until it ends it
 * tries again what could not be undone.
 */
import type { Undone } from "../../../core/experiment/journal.ts";
import { exitCodes } from "../../../core/record/exit-codes.ts";
import { onEndSignals } from "../../process/end-signals.ts";
import { onParentGone, tellParent } from "../../process/lifeline.ts";
import { ownIdentity } from "../../process/process-identity.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effectors } from "../effector.ts";
import { messages } from "../messages.ts";
import { startApi, type Handlers } from "./api.ts";
import { realClock } from "./clock.ts";
import { removeControllerRecord, writeControllerRecord } from "./controller-record.ts";
import { createFaults, type FaultLimits, type Faults } from "./faults.ts";
import { openJournal, type Journal } from "./journal.ts";
import { journalFile } from "./places.ts";
import type { ControllerArguments, ControllerReady } from "./protocol.ts";
import { recover, recoverySentences } from "./recover.ts";
import { readFaultReference, readInjection } from "./requests.ts";
import { usualUndoLimits } from "./undo-fault.ts";

/** So late a lease's end may be noticed. */
const LEASE_CHECK_MS = 50;
const limits: FaultLimits = {
  ...usualUndoLimits,
  applyMs: 60_000,
  applyGraceMs: 2_000,
  retryPausesMs: [1_000, 2_000, 5_000, 10_000, 30_000],
  allMs: 180_000,
};

/** @returns the exit code, when everything is undone or could not be */
export async function runFaultController(
  { stateFolder, runId, target }: ControllerArguments,
  token: string,
  effectors: Effectors,
): Promise<number> {
  const identity = ownIdentity();
  const ending = whenToEnd();
  const recovery = await recover({ stateFolder, effectors });
  const journal = openJournal(journalFile(stateFolder, identity), () => realClock.nowMs());
  const faults = createFaults({ effectors, journal, clock: realClock, limits });
  const leaseCheck = setInterval(() => {
    void faults.undoExpired();
    void faults.retryFailed();
  }, LEASE_CHECK_MS);
  const undoEverything = onceOnly(() => {
    faults.refuseMore();
    return faults.undoAll();
  });
  const api = await startApi(token, handlersOf(faults, journal, undoEverything, ending.end));
  writeControllerRecord(stateFolder, { ...identity, url: api.url, token, runId, target });
  const ready: ControllerReady = { type: "ready", url: api.url, recovery };
  await tellParent(ready);
  say(`ready, process ${identity.pid}`, ...recoverySentences(recovery));

  say(await ending.reason);
  await undoEverything();
  clearInterval(leaseCheck);
  await api.close();
  removeControllerRecord(stateFolder, identity);
  return conclude(faults, journal);
}

function handlersOf(
  faults: Faults,
  journal: Journal,
  undoEverything: () => Promise<readonly Undone[]>,
  end: (reason: string) => void,
): Handlers {
  return {
    inject: async (body) => {
      const { fault, leaseMs } = readInjection(body);
      return faults.inject(fault, leaseMs);
    },
    renew: async (body) => {
      faults.renew(readFaultReference(body));
      return null;
    },
    undo: async (body) => faults.undo(readFaultReference(body)),
    undoAll: async () => faults.undoAll(),
    held: async () => faults.held(),
    journal: async () => journal.entries(),
    close: async () => {
      const undone = await undoEverything();
      end("closed");
      return undone;
    },
  };
}

function whenToEnd(): { readonly reason: Promise<string>; readonly end: (reason: string) => void } {
  let end: (reason: string) => void = () => undefined;
  const reason = new Promise<string>((resolve) => {
    end = resolve;
  });
  onEndSignals((signal) => end(`asked to end (${signal})`));
  onParentGone(() => end("the director is gone"));
  process.on("uncaughtException", (error) => {
    say(error.stack ?? error.message);
    end("an error of its own");
  });
  // A disk that is full costs the log, never an undo.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return { reason, end };
}

/** What is left stays in the journal for the next controller, or for `tidemark chaos recover`. */
function conclude(faults: Faults, journal: Journal): number {
  const left = faults.held();
  if (left.length > 0) {
    say(...left.map(({ fault }) => messages.leftBehind(fault.what, fault.undo)));
    journal.close();
    return exitCodes.faultNotUndone;
  }
  try {
    journal.remove();
  } catch (error) {
    say(reasonOf(error)); // a journal that stays is undone once more, which does nothing
  }
  return exitCodes.pass;
}

function say(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

function onceOnly<T>(task: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | null = null;
  return () => (started ??= task());
}
