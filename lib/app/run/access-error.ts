/** Why a target must not, or can't, be sent to as it was asked; the wording in one place. */
import { Failure } from "../../core/record/failure.ts";

export type AccessErrorCode = "noSecretSource" | "scenarioNotAllowed" | "rateAboveLimit" | "closedModel";

/** Of kind usage: nothing was looked for, nothing was sent. */
export class AccessError extends Failure {
  declare readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode, message: string) {
    super("usage", code, message);
  }

  static noSecretSource(target: string, keys: readonly string[]): AccessError {
    return new AccessError(
      "noSecretSource",
      `target ${target}: k6Secret ${keys.join(", ")} must come from a secret source of k6, got none; ` +
        "name one, for example K6_SECRET_SOURCE=file=secrets.env",
    );
  }

  static scenarioNotAllowed(target: string, scenario: string, allowed: readonly string[]): AccessError {
    return new AccessError(
      "scenarioNotAllowed",
      `target ${target}: allows the scenarios ${allowed.join(", ")}, got ${scenario}; ` +
        "run one of these, or add it to limits.scenarios",
    );
  }

  static rateAboveLimit(
    target: string,
    found: { peak: number; limit: number; byDefault: boolean },
  ): AccessError {
    const { peak, limit, byDefault } = found;
    const why = byDefault ? ", because it is not on this machine and nobody allowed more" : "";
    return new AccessError(
      "rateAboveLimit",
      `target ${target}: may get at most ${figure(limit)} requests/s${why}, got a plan for ${figure(peak)}; ` +
        `${remedy(target, "maxRatePerSecond", String(Math.ceil(peak)))}, or lower --rate`,
    );
  }

  static closedModel(target: string, scenario: string): AccessError {
    return new AccessError(
      "closedModel",
      `target ${target}: its rate is limited, and ${scenario} is a closed model, whose rate nothing limits ` +
        `but the target itself; ${remedy(target, "closedModels", "true")} if it may get all it can answer`,
    );
  }
}

/** Addresses that were given by flags have no file that could allow anything. */
function remedy(target: string, limit: string, value: string): string {
  const file = /^[\w-]+$/.test(target) ? `targets/${target}.yaml` : "a file in targets/ and use --target";
  return `write limits: { ${limit}: ${value} } into ${file}`;
}

function figure(perSecond: number): string {
  return String(Number(perSecond.toFixed(2)));
}
