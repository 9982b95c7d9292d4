/** What can go wrong around processes, locks and the state folder, before anything was sent. */
import { Failure } from "../../core/record/failure.ts";

export type ProcessErrorCode =
  /** A child of ours ended before it said that it is ready. */
  | "endedEarly"
  /** A child of ours did not say in time that it is ready. */
  | "notReady"
  /** A child of ours said why it can't start. */
  | "refused"
  /** The operating system did not start a process. */
  | "notStarted"
  | "programNotFound"
  | "programNotExecutable"
  /** Another live run holds the lock. */
  | "locked"
  | "stateFolder"
  /** A temporary folder that no sweep would dare to remove. */
  | "folderNotSweepable"
  | "noInstallRoot"
  | "notBuilt"
  /** A platform on which a process can't be told from another of the same id. */
  | "unsupportedPlatform";

export class ProcessError extends Failure {
  declare readonly code: ProcessErrorCode;

  constructor(code: ProcessErrorCode, message: string, options?: ErrorOptions) {
    super("preflight", code, message, options);
  }
}
