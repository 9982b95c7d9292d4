/**
 * The one base class of errors that a person is meant to read: no stack trace is shown for
 * them, and their kind decides the exit code. Each area has a subclass of its own with a
 * closed union of codes and keeps its wording in one module.
 */

/** `usage`: what was asked for; `preflight`: what was found before anything was sent; `machine`: disk, memory, a fault of ours. */
export type FailureKind = "usage" | "preflight" | "machine";

export class Failure extends Error {
  readonly kind: FailureKind;
  readonly code: string;

  /** @param message where, rule, what was received, remedy */
  constructor(kind: FailureKind, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.kind = kind;
    this.code = code;
  }
}
