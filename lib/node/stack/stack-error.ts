/** What can go wrong with a system that is started here. Starting it is preflight; losing a part of it later is not. */
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type StackErrorCode =
  /** A part did not start; the message holds the end of its output. */
  | "notStarted"
  /** A part started and did not become able to serve in time. */
  | "notReady"
  /** A part ended although nobody asked it to. */
  | "partEnded"
  /** None that could be ended and started again is called so. */
  | "noSuchPart"
  /** Docker's client, its engine or Docker Compose is not there, or not as it must be. */
  | "noDocker"
  | "noEngine"
  | "noCompose"
  /** docker-compose.yml needs secrets that neither `.env` nor the environment holds. */
  | "noSecrets"
  /** Docker Compose did what it could and failed; it has said why. */
  | "composeFailed";

const kinds: Readonly<Record<StackErrorCode, FailureKind>> = {
  notStarted: "preflight",
  notReady: "preflight",
  partEnded: "machine",
  noSuchPart: "usage",
  noDocker: "preflight",
  noEngine: "preflight",
  noCompose: "preflight",
  noSecrets: "preflight",
  composeFailed: "preflight",
};

export class StackError extends Failure {
  declare readonly code: StackErrorCode;

  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(kinds[code], code, message, options);
  }
}
