/** What can go wrong when a change is told. The address is a secret: no message holds any of it. */
import { Failure } from "../../core/record/failure.ts";

export type NotifyErrorCode = "noAddress" | "notDelivered";

export class NotifyError extends Failure {
  declare readonly code: NotifyErrorCode;

  static noAddress(variable: string): NotifyError {
    return new NotifyError(
      "usage",
      "noAddress",
      `${variable}: must be an address that begins with https:// or http://, got something else; correct the secret`,
    );
  }

  static notDelivered(variable: string, what: string): NotifyError {
    return new NotifyError(
      "machine",
      "notDelivered",
      `the address in ${variable} must take the message with a status of 2xx, got ${what}; the change was not told`,
    );
  }
}
