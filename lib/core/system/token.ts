/**
 * Getting a token, as far as it is the same before a run (Node) and during one (k6): what to ask, what
 * the answer must hold, when to ask again. No message holds a credential or a body that may echo one.
 */
import type { Token, TokenSource } from "./access.ts";

export interface TokenRequest {
  /** To be sent by POST, as every token request. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where an answer says nothing of it (RFC 6749 only recommends that it does). */
const ASSUMED_LIFETIME_SECONDS = 300;
/** Of its lifetime, after which a token is renewed, and by how much virtual users may differ. */
const RENEWED_AFTER = 0.8;
const JITTER = 0.1;

/** @param base64 of the UTF-8 bytes of a text */
export function tokenRequest(source: TokenSource<string>, base64: (text: string) => string): TokenRequest {
  const { url } = source;
  if (source.kind === "login") {
    return { url, headers: { "Content-Type": "application/json" }, body: JSON.stringify(source.body) };
  }
  const { clientId, clientSecret, scope } = source;
  const inBody = source.clientAuthentication === "body";
  const client = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return {
    url,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      ...(!inBody && { Authorization: `Basic ${base64(client)}` }),
    },
    body: form({
      grant_type: "client_credentials",
      ...(scope !== null && { scope }),
      ...(inBody && { client_id: clientId, client_secret: clientSecret }),
    }),
  };
}

/** @returns the token, or what is wrong with the answer: `answered 401 (invalid_client)` */
export function tokenOf(
  source: TokenSource<unknown>,
  answer: { readonly status: number; readonly body: string },
  nowMs: number,
): Token | string {
  const body = parsed(answer.body);
  if (answer.status < 200 || answer.status > 299) return `answered ${answer.status}${errorCode(body)}`;
  if (body === undefined) return "answered something that is not JSON";
  const path = source.kind === "login" ? source.tokenPath : "access_token";
  const value = valueAt(body, path);
  if (typeof value !== "string" && typeof value !== "number") return `answered without a text at ${path}`;
  if (!/^[!-~]+$/.test(String(value))) return `answered with something at ${path} that no header can carry`;
  return { value: String(value), obtainedAtMs: nowMs, lifetimeSeconds: lifetimeOf(source, body) };
}

/** @param drawn uniform in [0, 1): spreads the renewals of many virtual users */
export function renewalMs({ obtainedAtMs, lifetimeSeconds }: Token, drawn: number): number {
  return obtainedAtMs + lifetimeSeconds * 1000 * (RENEWED_AFTER + JITTER * drawn);
}

export function hasEnded({ obtainedAtMs, lifetimeSeconds }: Token, nowMs: number): boolean {
  return nowMs >= obtainedAtMs + lifetimeSeconds * 1000;
}

function lifetimeOf({ lifetimeSeconds }: TokenSource<unknown>, body: unknown): number {
  if (lifetimeSeconds !== null) return lifetimeSeconds;
  const said = Number(valueAt(body, "expires_in") ?? Number.NaN);
  return Number.isFinite(said) && said > 0 ? said : ASSUMED_LIFETIME_SECONDS;
}

/** Names of errors are safe to show (RFC 6749, section 5.2); nothing else of the body is. */
function errorCode(body: unknown): string {
  const code = valueAt(body, "error");
  return typeof code === "string" && /^[a-z_]{1,40}$/.test(code) ? ` (${code})` : "";
}

function valueAt(body: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      body,
    );
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function form(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}
