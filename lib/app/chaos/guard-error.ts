/** Why no fault may be injected as things are; the wording in one place. Nothing has been changed. */
import { Failure } from "../../core/record/failure.ts";

export type GuardCode =
  /** The target's file does not allow chaos. */
  | "notAllowed"
  /** The target's file does not say how faults get into it. */
  | "noDriver"
  | "productionName"
  | "hostNotAllowed"
  | "contextNotAllowed"
  | "namespaceNotAllowed"
  /** This kind of target cannot do what the experiment asks for. */
  | "impossible"
  | "killSwitch"
  /** A crash left faults behind. */
  | "openJournals"
  | "notConfirmed"
  | "nobodyHit"
  | "tooManyInstances"
  | "tooGreatShare"
  /** Of several instances one always stays untouched. */
  | "noneUntouched"
  /** The system is not well before anything is done to it. */
  | "notSteady";

export interface Refusal {
  readonly code: GuardCode;
  readonly text: string;
}

/** All that was found together; `code` is the first one's. */
export class GuardError extends Failure {
  declare readonly code: GuardCode;
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly [Refusal, ...Refusal[]]) {
    const lines = refusals.map(({ text }) => `  ${text}`).join("\n");
    super("preflight", refusals[0].code, `chaos: refused, and nothing was changed\n${lines}`);
    this.refusals = refusals;
  }
}

/** @throws GuardError where there is a refusal */
export function throwIfRefused(refusals: readonly Refusal[]): void {
  const [first, ...others] = refusals;
  if (first !== undefined) throw new GuardError([first, ...others]);
}

const say = (code: GuardCode, text: string): Refusal => ({ code, text });

export const refusal = {
  notAllowed: (target: string) =>
    say(
      "notAllowed",
      `target ${target}: must allow chaos itself, and does not; write chaos: { allow: true } into its file in targets/`,
    ),
  noDriver: (target: string) =>
    say(
      "noDriver",
      `target ${target}: must say how faults get into it, and does not; write chaos.driver with kind compose or kubernetes`,
    ),
  productionName: (what: string, name: string) =>
    say(
      "productionName",
      `${what} ${name}: must not look like production (prod, production, live); choose another target, ` +
        `or, where it is none, write chaos.notProduction: [${name}]`,
    ),
  hostNotAllowed: (host: string, allowed: readonly string[]) =>
    say("hostNotAllowed", notListed("host", host, "hosts", allowed)),
  contextNotAllowed: (context: string, allowed: readonly string[]) =>
    say("contextNotAllowed", notListed("context", context, "contexts", allowed)),
  namespaceNotAllowed: (namespace: string, allowed: readonly string[]) =>
    say("namespaceNotAllowed", notListed("namespace", namespace, "namespaces", allowed)),
  impossible: (experiment: string, driver: string, why: string) =>
    say("impossible", `experiment ${experiment}: not on a target of kind ${driver}: ${why}`),
  killSwitch: (why: string) =>
    say("killSwitch", `the kill switch is set: ${why}; whoever set it has to take it back first`),
  openJournals: (journals: readonly string[]) =>
    say(
      "openJournals",
      `faults of an earlier run may still be there (${journals.join(", ")}); run: tidemark chaos recover`,
    ),
  declined: () => say("notConfirmed", "it was not confirmed; answer y to go on"),
  noTerminal: () =>
    say(
      "notConfirmed",
      "there is no terminal to confirm on; look at it with tidemark chaos preview, then say --yes",
    ),
  nobodyHit: (experiment: string) =>
    say("nobodyHit", `experiment ${experiment}: must hit somebody, and nobody is there`),
  tooManyInstances: (experiment: string, hit: number, most: number) =>
    say(
      "tooManyInstances",
      `experiment ${experiment}: may hit at most ${most} instance${most === 1 ? "" : "s"}, and would hit ${hit}; ` +
        "lower it, or raise maxInstances in the experiment and in the target's chaos",
    ),
  tooGreatShare: (experiment: string, hit: number, of: number, most: number) =>
    say(
      "tooGreatShare",
      `experiment ${experiment}: may hit at most ${percent(most)} of the instances, and would hit ${hit} of ${of}; ` +
        "lower it, or raise maxShare in the experiment and in the target's chaos",
    ),
  noneUntouched: (experiment: string, of: number) =>
    say(
      "noneUntouched",
      `experiment ${experiment}: must leave one of several instances untouched, and would hit all ${of}; hit fewer`,
    ),
  notSteady: (endpoints: readonly string[], seconds: number) =>
    say(
      "notSteady",
      `the system must be well before anything is done to it, and is not: for ${seconds} s ` +
        `${endpoints.join("; ")}; mend it first`,
    ),
};

function notListed(what: string, name: string, list: string, allowed: readonly string[]): string {
  const has = allowed.length === 0 ? "it has none" : `it has ${allowed.join(", ")}`;
  return `${what} ${name}: must be in the target's chaos.${list}, and is not (${has}); add it, or choose another target`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
