/** What the requests of one virtual user prove themselves by, as headers that are kept up to date. */
import {
  type Access,
  isTokenSource,
  type K6Access,
  k6SecretsOf,
  mapAccess,
  type Token,
} from "../core/system/access.ts";
import { accessHeaders } from "../core/system/access-headers.ts";
import { createTokenKeeper, type TokenKeeper, type TokenSurroundings } from "./token-keeper.ts";

export interface Credentials {
  /** Sets the headers of credentials in `headers`, now and whenever they change. */
  keepIn(headers: Record<string, string>): void;
  /** Null when everything needed is here, as nearly always; else fetches k6's secrets. */
  pending(): Promise<void> | null;
  /** Null where nothing ever runs out. @throws Error when no token is to be had */
  readonly beforeRequest: (() => void) | null;
  /** An endpoint answered 401. */
  refused(): void;
  /** Every text that requests carry for it, as it is now: for taking them out of what answers echo. */
  secrets(): readonly string[];
}

export interface CredentialSurroundings extends TokenSurroundings {
  readonly secret: (key: string) => Promise<string>;
}

export function createCredentials(given: K6Access | null, around: CredentialSurroundings): Credentials {
  if (given === null) return none;
  const missing = k6SecretsOf(given.access);
  const kept: Record<string, string>[] = [];
  let access: Access<string> | null = null;
  let keeper: TokenKeeper | null = null;

  const setHeaders = (headers: Record<string, string>) => {
    if (access === null) return;
    Object.assign(headers, accessHeaders(access, keeper?.token ?? null, around.base64));
  };
  const complete = (secrets: ReadonlyMap<string, string>) => {
    access = filledIn(given, secrets);
    keeper = isTokenSource(access.auth) ? createTokenKeeper(access.auth, given.token, around) : null;
    kept.forEach(setHeaders);
  };
  if (missing.length === 0) complete(new Map());

  return {
    keepIn: (headers) => {
      kept.push(headers);
      setHeaders(headers);
    },
    pending: () => (access === null ? fetched(missing, around).then(complete) : null),
    beforeRequest: isTokenSource(given.access.auth)
      ? () => {
          if (keeper?.renewWhenDue() === true) kept.forEach(setHeaders);
        }
      : null,
    refused: () => keeper?.refused(),
    secrets: () => (access === null ? [] : textsOf(access, keeper?.token ?? null)),
  };
}

const none: Credentials = {
  keepIn: () => undefined,
  pending: () => null,
  beforeRequest: null,
  refused: () => undefined,
  secrets: () => [],
};

function textsOf(access: Access<string>, token: Token | null): string[] {
  const texts = token === null ? [] : [token.value];
  mapAccess(access, (text) => texts.push(text));
  return texts;
}

async function fetched(
  keys: readonly string[],
  around: CredentialSurroundings,
): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const key of keys) values.set(key, await around.secret(key));
  return values;
}

function filledIn({ access }: K6Access, secrets: ReadonlyMap<string, string>): Access<string> {
  return mapAccess(access, (text) => (typeof text === "string" ? text : (secrets.get(text.k6Secret) ?? "")));
}
