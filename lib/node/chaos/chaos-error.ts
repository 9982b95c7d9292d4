/** What can go wrong with faults. What is refused before a fault is applied is preflight; what fails later is not. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type ChaosErrorCode =
  /** The journal can't be written: nothing was applied. */
  | "journalNotWritten"
  /** An effect did not take hold; what was applied of the fault has been undone, or the message says so. */
  | "notApplied"
  /** The target can't have the fault, or may not: nothing was planned. */
  | "notPossible"
  /** Nothing here can apply such an effect. */
  | "noEffector"
  /** The target can't have the fault, or has not got what it would hit: nothing was planned. */
  | "notPlanned"
  | "badLease"
  /** A fault of this id was injected before. */
  | "duplicateFault"
  | "unknownFault"
  /** The fault was not renewed in time, and is undone. */
  | "leaseOver"
  /** The controller undoes everything and takes no more. */
  | "controllerEnding"
  /** The controller does not answer: it was ended, or stands still. */
  | "controllerGone"
  /** It answered what is not its language: another version, or another program on its port. */
  | "notUnderstood";

const kinds: Readonly<Record<ChaosErrorCode, FailureKind>> = {
  journalNotWritten: "preflight",
  notApplied: "machine",
  notPossible: "preflight",
  noEffector: "preflight",
  notPlanned: "preflight",
  badLease: "usage",
  duplicateFault: "preflight",
  unknownFault: "usage",
  leaseOver: "machine",
  controllerEnding: "machine",
  controllerGone: "machine",
  notUnderstood: "machine",
};

export class ChaosError extends Failure {
  declare readonly code: ChaosErrorCode;

  constructor(code: ChaosErrorCode, message: string, options?: ErrorOptions) {
    super(kinds[code], code, message, options);
  }
}

export function isChaosErrorCode(code: string): code is ChaosErrorCode {
  return Object.hasOwn(kinds, code);
}

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
