/**
 * Tidemark's own requests to a target (health checks, cleaning up), with the same credentials, the
 * same certificates and the same token that the test's requests use.
 */
import { Agent } from "undici";
import {
  type Access,
  isTokenSource,
  type K6Secret,
  k6SecretsOf,
  mapAccess,
  type Token,
} from "../../core/system/access.ts";
import { accessHeaders } from "../../core/system/access-headers.ts";
import { renewalMs, tokenOf, tokenRequest } from "../../core/system/token.ts";
import { syntheticTrafficHeader } from "../../core/record/names.ts";
import type { Tls } from "../../node/project/read-tls.ts";
import { PreflightError } from "./preflight-error.ts";

export interface TargetAnswer {
  readonly status: number;
  readonly body: string;
}

export interface TargetRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly signal: AbortSignal;
  /** Beside those of the credentials. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TargetClient {
  /** Whether requests go without a credential that only k6 can fetch: a 401 then says nothing. */
  readonly unproven: boolean;
  /** @throws PreflightError without a token; whatever undici throws */
  send(request: TargetRequest): Promise<TargetAnswer>;
  /** A valid one; null where the target wants none, or only k6 can get one. */
  token(signal: AbortSignal): Promise<Token | null>;
  /** Those that prove who asks, for somebody with connections of their own. */
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

const TOKEN_TIMEOUT_MS = 10_000;

export function createTargetClient(access: Access<string | K6Secret>, tls: Tls | null): TargetClient {
  const agent = new Agent({ connect: connection(tls) });
  const unproven = k6SecretsOf(access).length > 0;
  const known = unproven ? withoutK6Secrets(access) : mapAccess(access, String);
  let token: Token | null = null;

  const valid = async (signal: AbortSignal): Promise<Token | null> => {
    if (!isTokenSource(known.auth)) return null;
    if (token !== null && Date.now() < renewalMs(token, 0)) return token;
    const request = tokenRequest(known.auth, base64);
    const timeout = AbortSignal.any([AbortSignal.timeout(TOKEN_TIMEOUT_MS), signal]);
    const answer = await ask(agent, { ...request, method: "POST", signal: timeout }).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        throw PreflightError.noToken(request.url, `gave no answer (${reasonOf(error)})`);
      },
    );
    const got = tokenOf(known.auth, answer, Date.now());
    if (typeof got === "string") throw PreflightError.noToken(request.url, got);
    return (token = got);
  };
  const headers = async (signal: AbortSignal) => accessHeaders(known, await valid(signal), base64);
  return {
    unproven,
    token: valid,
    headers,
    send: async (request) => {
      const own = await headers(request.signal);
      return ask(agent, { ...request, headers: { ...own, ...request.headers } });
    },
    close: () => agent.close(),
  };
}

/** Not `fetch`, which refuses ports that browsers refuse. */
async function ask(agent: Agent, { url, headers, ...rest }: TargetRequest): Promise<TargetAnswer> {
  const { origin, pathname, search } = new URL(url);
  const { statusCode, body } = await agent.request({
    ...rest,
    origin,
    path: pathname + search,
    headers: { ...headers, [syntheticTrafficHeader.name]: syntheticTrafficHeader.value },
  });
  return { status: statusCode, body: await body.text() };
}

export function connection(tls: Tls | null) {
  if (tls === null) return {};
  const { authorities, client, skipVerifyBecause } = tls;
  return {
    ...(authorities !== null && { ca: authorities }),
    ...(client !== null && { cert: client.certificate, key: client.key }),
    ...(skipVerifyBecause !== null && { rejectUnauthorized: false }),
  };
}

/** What remains where a part cannot be told: the other headers, and no credential that is half of one. */
function withoutK6Secrets({ headers, auth }: Access<string | K6Secret>): Access<string> {
  const known = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const isKnown = k6SecretsOf({ headers: {}, auth }).length === 0;
  return {
    headers: Object.fromEntries(known),
    auth: isKnown ? mapAccess({ headers: {}, auth }, String).auth : { kind: "none" },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
