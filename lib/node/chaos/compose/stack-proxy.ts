/** Does the stack's Toxiproxy have this proxy, and where does it lead? Only looks. */
import * as z from "zod";
import { ChaosError, reasonOf } from "../chaos-error.ts";
import { messages } from "../compose-messages.ts";

export interface StackProxy {
  readonly name: string;
  /** `host:port`, as the containers know it. */
  readonly upstream: string;
  readonly enabled: boolean;
}

export type ProxyLookup = (url: string, name: string) => Promise<StackProxy>;

const ANSWER_MS = 3_000;
const proxy = z.object({ name: z.string(), upstream: z.string(), enabled: z.boolean() });

/** @throws ChaosError where there is no Toxiproxy, or it has no such proxy */
export const stackProxy: ProxyLookup = async (url, name) => {
  const answer = await fetch(new URL(`/proxies/${encodeURIComponent(name)}`, url), {
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: unknown) => {
    throw refused(messages.toxiproxySilent(url, reasonOf(error)), error);
  });
  const text = await answer.text();
  if (answer.status === 404) throw refused(messages.noProxy(url, name));
  const read = answer.ok ? proxy.safeParse(asJson(text)) : null;
  if (read?.success !== true) throw refused(messages.notToxiproxy(url, `status ${answer.status}`));
  return read.data;
};

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(text: string, cause?: unknown): ChaosError {
  return new ChaosError("notPlanned", text, { cause });
}
