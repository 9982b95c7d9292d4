/** The wording of this room: where, rule, what was received, remedy. Facts come in, sentences go out. */

export const messages = {
  journalNotWritten: (file: string, reason: string) =>
    `fault controller: a fault must be in its journal before it is applied, but ${file} can't be written ` +
    `(${reason}); nothing was applied; free some space, or set TIDEMARK_STATE_DIR to another folder`,
  journalIncomplete: (file: string, reason: string) =>
    `the journal ${file} could not be written (${reason}): rows are missing`,
  unreadableRow: (file: string, row: number) =>
    `${file}: row ${row} can't be read; what it says may still be there: look at the target, then remove the file`,
  unreadableJournal: (file: string, reason: string) =>
    `${file}: it must be readable and writable, but ${reason}; mend that, then: tidemark chaos recover`,

  notApplied: (what: string, reason: string, outcome: string) =>
    `fault "${what}": it must take hold, but ${reason}; ${outcome}`,
  appliedAndUndone: "what had been applied is undone, and reading back shows nothing of it",
  appliedNotUndone: (evidence: readonly string[]) =>
    `UNDOING IT FAILED TOO: ${evidence.join("; ")}; remedy: tidemark chaos recover`,
  noEffector: (kind: string) => `nothing here can apply or undo the effect ${kind}`,
  applyTooSlow: (kind: string, limitMs: number) =>
    `the effect ${kind} did not take hold within ${limitMs / 1000} s`,
  undoneMeanwhile: "it was undone while it was applied",
  notSettled: "an effect was given up while it was applied, and may still take hold",
  duplicateFault: (faultId: string) =>
    `fault ${faultId}: its id must be new to the controller, but was used before`,
  badLease: (leaseMs: number) => `a lease must last more than 0 ms, got ${leaseMs}`,
  unknownFault: (faultId: string) => `fault ${faultId}: the controller knows no fault of this id`,
  leaseOver: (faultId: string) =>
    `fault ${faultId}: its lease must be renewed before it runs out, and was not; the fault is undone`,

  tookAttempts: (attempts: number) => `so it was after ${attempts} undos; those before failed`,
  undoTooSlow: (limitMs: number) => `the undo did not end within ${limitMs / 1000} s, and may still go on`,
  undoStepFailed: (kind: string, reason: string) => `undoing ${kind}: ${reason}`,
  undoStepTooSlow: (limitMs: number) => `it did not end within ${limitMs / 1000} s`,
  readBackTooSlow: (limitMs: number) => `nothing could be seen within ${limitMs / 1000} s`,
  readBackFailed: (reason: string) => `looking failed: ${reason}`,
  evidence: (kind: string, text: string) => `${kind}: ${text}`,

  noToken: (variable: string) =>
    `fault controller: ${variable} must hold its token, got nothing; it is started by tidemark chaos run`,
  controllerEnding: "fault controller: it undoes everything and ends; it takes no more faults",
  controllerGone: (pid: number, reason: string) =>
    `fault controller (process ${pid}): it must answer, but ${reason}; if it stands still, end it ` +
    `(kill -9 ${pid}), then undo what it left: tidemark chaos recover`,
  notUnderstood: (pid: number, got: string) =>
    `fault controller (process ${pid}): it must answer as this version does, got ${got}; ` +
    `end it, then: tidemark chaos recover`,
  leftBehind: (what: string, undo: string) =>
    `NOT CONFIRMED AS UNDONE: ${what}; remedy: tidemark chaos recover, or by hand: ${undo}`,
  notUndone: (what: string, evidence: readonly string[], undo: string) =>
    `NOT CONFIRMED AS UNDONE: ${what}; ${evidence.join("; ")}; ` +
    `remedy: tidemark chaos recover, or by hand: ${undo}`,
  recovered: (what: string, pid: number) =>
    `undone, and confirmed by reading back: ${what} (left behind by fault controller ${pid})`,

  needsProcessTable: (kind: string) => `${kind} needs Linux: it is undone and read back through /proc`,
  processGone: (name: string, pid: number) => `${name} (process ${pid}) must run, but is gone`,
  processGoneClean: (name: string, pid: number) =>
    `${name} (process ${pid}) is gone: nothing is left to undo`,
  processState: (name: string, pid: number, state: string) => `${name} (process ${pid}) is in state ${state}`,
  notStopped: (name: string, pid: number, state: string) =>
    `${name} (process ${pid}) must stand still, but is in state ${state}`,
  notContinued: (name: string, pid: number) => `${name} (process ${pid}) must go on, but still stands still`,
  burnersLeft: (mark: string, pids: readonly number[]) =>
    pids.length === 0
      ? `no process carries the mark ${mark}`
      : `${pids.length} processes carry the mark ${mark}: ${pids.join(", ")}`,
  burnersNotEnded: (pids: readonly number[]) => `processes ${pids.join(", ")} did not end after SIGKILL`,
  burnerNotStarted: (reason: string) => `a burner must start and say so, but ${reason}`,
  burnerSilent: (limitMs: number) => `it was silent for ${limitMs / 1000} s`,
  burnerEnded: (how: string) => `it ended (${how})`,
  badMark: (mark: string) =>
    `the mark of a fault's own processes must be of letters, digits, - and _, got ${JSON.stringify(mark)}`,
  tooLittleMemory: (bytes: number, availableBytes: number, keptBytes: number) =>
    `${bytes} bytes must leave ${keptBytes} bytes of memory free, but only ${availableBytes} are; hold less`,

  noServiceRuns: "a service must run for anything to be taken from it, and none does",
  noAvailableMemory: "/proc/meminfo does not tell how much memory is available",
  notCounted: (file: string) => `the kernel must count how long threads wait, but ${file} does not tell`,
} as const;
