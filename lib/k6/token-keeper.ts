/**
 * One virtual user's token, kept valid. Virtual users share nothing inside k6: the first token comes
 * from outside, and each of them renews it for itself, at moments that differ by chance. A 401 has it
 * renewed once, before the next request; the request that got the 401 stays what it was.
 */
import type { Token, TokenSource } from "../core/system/access.ts";
import { hasEnded, renewalMs, tokenOf, tokenRequest, type TokenRequest } from "../core/system/token.ts";

export interface TokenSurroundings {
  readonly nowMs: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly base64: (text: string) => string;
  /** POST; status 0 where there was no answer, with the reason in place of the body. */
  readonly send: (request: TokenRequest) => { readonly status: number; readonly body: string };
  readonly warn: (text: string) => void;
}

export interface TokenKeeper {
  readonly token: Token | null;
  /** @returns whether the token changed; @throws Error when there is none to be had */
  renewWhenDue(): boolean;
  /** An endpoint answered 401. */
  refused(): void;
}

/** After a failure, before the next attempt: a run must not flood who gives the tokens. */
const PAUSE_MS = 1_000;

/** `trial`: the first request with a token that was renewed because of a 401; `hopeless`: it got a 401 too. */
type Standing = "good" | "refused" | "trial" | "hopeless";

export function createTokenKeeper(
  source: TokenSource<string>,
  first: Token | null,
  around: TokenSurroundings,
): TokenKeeper {
  let token = first;
  let renewAtMs = first === null ? 0 : renewalMs(first, around.random());
  let standing: Standing = "good";
  let failure: Error | null = null;

  const renew = (nowMs: number): boolean => {
    const got = ask(source, around, nowMs);
    if (got instanceof Error) return fail(got, nowMs);
    failure = null;
    token = got;
    renewAtMs = renewalMs(got, around.random());
    standing = standing === "refused" ? "trial" : "good";
    return true;
  };
  /** A token that still holds is better than none. */
  const fail = (error: Error, nowMs: number): false => {
    failure = error;
    renewAtMs = nowMs + PAUSE_MS;
    if (standing === "refused") standing = "hopeless";
    if (token === null || hasEnded(token, nowMs)) throw error;
    around.warn(`${error.message}; the present one is used until it ends`);
    return false;
  };

  return {
    get token() {
      return token;
    },
    renewWhenDue: () => {
      const nowMs = around.nowMs();
      if (nowMs >= renewAtMs || standing === "refused") return renew(nowMs);
      if (failure !== null && (token === null || hasEnded(token, nowMs))) throw failure;
      if (standing === "trial") standing = "good";
      return false;
    },
    refused: () => {
      if (standing === "good") standing = "refused";
      else if (standing === "trial") standing = "hopeless";
    },
  };
}

function ask(source: TokenSource<string>, around: TokenSurroundings, nowMs: number): Token | Error {
  const answer = around.send(tokenRequest(source, around.base64));
  const got = answer.status === 0 ? `gave no answer (${answer.body})` : tokenOf(source, answer, nowMs);
  return typeof got === "string" ? new Error(`no token: ${source.url} ${got}`) : got;
}
