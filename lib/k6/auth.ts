/**
 * The target's credentials inside k6: from the environment of the process, which holds them and no
 * argument, bundle or log does. Requests for tokens have a name and a phase of their own.
 */
import encoding from "k6/encoding";
import http from "k6/http";
import secrets from "k6/secrets";
import { k6Environment, syntheticTrafficHeader, tagNames, tokenRequests } from "../core/record/names.ts";
import type { K6Access } from "../core/system/access.ts";
import type { TokenRequest } from "../core/system/token.ts";
import { createCredentials, type Credentials } from "./credentials.ts";

export interface TlsOptions {
  readonly tlsAuth?: { readonly cert: string; readonly key: string }[];
  readonly insecureSkipTLSVerify?: true;
}

const TIMEOUT_MS = 10_000;

/** For one virtual user; to be made while the script loads. */
export function credentialsOfTarget(): Credentials {
  const warned = new Set<string>();
  return createCredentials(given(), {
    nowMs: () => Date.now(),
    random: () => Math.random(),
    base64: (text) => encoding.b64encode(text),
    send,
    secret: (key) => secrets.get(key),
    warn: (text) => {
      if (!warned.has(text)) console.warn(text);
      warned.add(text);
    },
  });
}

/** k6 reads files only while a script loads. */
export function tlsOptions(): TlsOptions {
  const access = given();
  if (access === null) return {};
  const { client, skipVerify } = access;
  return {
    ...(client !== null && { tlsAuth: [{ cert: open(client.certificateFile), key: open(client.keyFile) }] }),
    ...(skipVerify && { insecureSkipTLSVerify: true }),
  };
}

function given(): K6Access | null {
  const text = __ENV[k6Environment.access];
  return text === undefined ? null : (JSON.parse(text) as K6Access);
}

function send({ url, headers, body }: TokenRequest): { status: number; body: string } {
  const response = http.post(url, body, {
    headers: { ...headers, [syntheticTrafficHeader.name]: syntheticTrafficHeader.value },
    tags: { [tagNames.name]: tokenRequests.name, [tagNames.phase]: tokenRequests.phase },
    timeout: TIMEOUT_MS,
    responseType: "text",
  });
  const { status } = response;
  return { status, body: status === 0 ? response.error : response.body };
}
