/** Why nothing was cleaned up; the wording in one place. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type CleanupErrorCode =
  "noTarget" | "notDescribed" | "runId" | "noAddress" | "onlyForK6" | "notListed";

export class CleanupError extends Failure {
  declare readonly code: CleanupErrorCode;

  private constructor(kind: FailureKind, code: CleanupErrorCode, message: string) {
    super(kind, code, message);
  }

  static noTarget(): CleanupError {
    return new CleanupError(
      "usage",
      "noTarget",
      "cleanup: must have a target, got the embedded system, which keeps nothing after a run; " +
        "name one with --target NAME, or its addresses with --url SERVICE=URL",
    );
  }

  static notDescribed(): CleanupError {
    return new CleanupError(
      "usage",
      "notDescribed",
      "cleanup: system/ must describe what runs leave behind (leftovers), and does not; docs/targets.md says how",
    );
  }

  static runId(received: string): CleanupError {
    return new CleanupError(
      "usage",
      "runId",
      `--run must be the id of a run, as its folder in results/ is named, got ${JSON.stringify(received)}`,
    );
  }

  static noAddress(name: string, service: string): CleanupError {
    return new CleanupError(
      "usage",
      "noAddress",
      `cleanup: ${name} are deleted at ${service}, of which the target gives no address; add --url ${service}=http://...`,
    );
  }

  static onlyForK6(target: string): CleanupError {
    return new CleanupError(
      "usage",
      "onlyForK6",
      `target ${target}: its credentials are k6's own secrets, which nothing but k6 can fetch; ` +
        "name them by { env } or { file } for cleaning up",
    );
  }

  static notListed(name: string, url: string, problem: string): CleanupError {
    return new CleanupError(
      "preflight",
      "notListed",
      `cleanup: ${name} must be listed before any is deleted, but ${url} ${problem}; nothing was deleted. ` +
        "Correct the address, the target's auth, or leftovers in system/.",
    );
  }
}
