/**
 * Every sentence that this room says: where, rule, what was received, remedy. The rest of the
 * room passes facts to it.
 */
import { nearestName } from "../../core/record/nearest-name.ts";
import { withoutCredentials } from "../../core/system/base-address.ts";
import type { Problem, ProblemCode } from "./config-error.ts";

export interface Refusal {
  readonly code: ProblemCode;
  /** Reads on from the place: `must be ...`. */
  readonly rule: string;
}

/** A value that a setting does not take. */
export function refusedValue(where: string, refusal: Refusal, received: string, example: string): Problem {
  return {
    code: refusal.code,
    where,
    text: `${where} ${refusal.rule}, got ${quoted(withoutCredentials(received))}; write for example ${example}`,
  };
}

export function missingValue(where: string, received: string | null, example: string): Problem {
  const got = received === null ? "nothing" : `the flag ${received}`;
  return {
    code: "missingValue",
    where,
    text: `${where} needs a value, got ${got}; write for example ${example}`,
  };
}

export function unexpectedValue(flag: string, value: string): Problem {
  return {
    code: "unexpectedValue",
    where: flag,
    text: `${flag} takes no value, got ${quoted(value)}; write ${flag} or --no-${flag.slice(2)}`,
  };
}

export function unknownFlag(flag: string, known: readonly string[]): Problem {
  return {
    code: "unknownFlag",
    where: flag,
    text: `${flag} is not a flag of this command${meant(flag, known)}; flags: ${known.join(", ")}`,
  };
}

export function excessArgument(received: string, command: string): Problem {
  return {
    code: "excessArgument",
    where: received,
    text: `${quoted(received)} is one argument too many; see ${command} --help`,
  };
}

export function missingArgument(command: string, argument: string): Problem {
  return {
    code: "missingArgument",
    where: command,
    text: `${command} needs ${argument}, got nothing; see ${command} --help`,
  };
}

export function unknownCommand(received: string, known: readonly string[]): Problem {
  return {
    code: "unknownCommand",
    where: received,
    text: `${quoted(received)} is not a command${meant(received, known)}; commands: ${known.join(", ")}`,
  };
}

export function missingCommand(program: string, known: readonly string[]): Problem {
  return {
    code: "missingCommand",
    where: program,
    text: `${program} needs a command, got nothing; commands: ${known.join(", ")}`,
  };
}

export function unknownScenario(received: string, known: readonly string[]): Problem {
  return {
    code: "unknownScenario",
    where: "scenario",
    text: `scenario ${quoted(received)} does not exist${meant(received, known)}; scenarios: ${known.join(", ")}`,
  };
}

export function missingScenario(known: readonly string[]): Problem {
  return {
    code: "missingScenario",
    where: "scenario",
    text: `scenario must be named, got nothing; scenarios: ${known.join(", ")}`,
  };
}

export function unknownService(where: string, received: string, known: readonly string[]): Problem {
  return {
    code: "unknownService",
    where,
    text: `${where} must name a service of the system, got ${quoted(received)}${meant(received, known)}; services: ${known.join(", ")}`,
  };
}

export function repeatedService(where: string, service: string): Problem {
  return {
    code: "repeatedService",
    where,
    text: `${where} must be given once for each service, got ${service} twice; leave one out`,
  };
}

/** Two names of one setting, at the same level, with different values. */
export function conflictingNames(
  names: readonly string[],
  place: string,
  received: readonly string[],
): Problem {
  const values = names.map((name, index) => `${name}=${received[index] ?? ""}`).join(" and ");
  return {
    code: "conflict",
    where: `${names.join(" and ")} ${place}`,
    text: `${names.join(" and ")} ${place} set the same thing and must agree, got ${values}; leave one out`,
  };
}

export function unknownEnvironmentName(name: string, place: string, known: readonly string[]): Problem {
  return {
    code: "unknownEnvironmentName",
    where: `${name} ${place}`,
    text: `${name} ${place} is not a setting of Tidemark${meant(name, known)}; its names: ${known.join(", ")}`,
  };
}

export function unreadableDotEnv(file: string, cause: string): Problem {
  return {
    code: "unreadableDotEnv",
    where: file,
    text: `${file} must be a readable file, got ${cause}; correct its permissions or remove it`,
  };
}

export function overridesPlan(name: string, effect: string): Problem {
  return {
    code: "overridesPlan",
    where: `${name} in the environment`,
    text: `${name} in the environment would make k6 ${effect} instead of what the plan says; unset ${name}`,
  };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function meant(received: string, known: readonly string[]): string {
  const nearest = nearestName(received, known);
  return nearest === null ? "" : `, did you mean ${nearest}?`;
}
