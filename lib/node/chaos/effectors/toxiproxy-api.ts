/**
 * Toxiproxy's API as effectors need it: every request within bounded time, and what failed in words. An
 * API for which nothing listens is gone with its process, and so are its proxies and their toxics: the
 * three are one process, and it keeps nothing on disk.
 */
import { connect } from "node:net";
import { Toxiproxy, type Proxy, type Toxic as ClientToxic } from "toxiproxy-node-client";
import type { Toxic } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import { within } from "../controller/within.ts";
import { messages } from "../embedded-messages.ts";

/** On loopback it answers within a millisecond; a toxic leaves busy connections more slowly. */
const ANSWER_WITHIN_MS = 4_000;

/** As Toxiproxy lists it; the client's own class leaves the toxics out. */
export interface ListedProxy {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

export interface ToxiproxyApi {
  /** By name; null where nothing listens. @throws Error in words */
  list(): Promise<Readonly<Record<string, ListedProxy>> | null>;
  addToxic(proxy: string, toxic: Toxic): Promise<void>;
  removeToxic(proxy: string, toxic: string): Promise<void>;
  enable(proxy: ListedProxy, enabled: boolean): Promise<void>;
}

export function toxiproxyApi(apiUrl: string): ToxiproxyApi {
  const client = new Toxiproxy(apiUrl);
  const ask = <T>(request: () => Promise<T>): Promise<T> =>
    within(ANSWER_WITHIN_MS, messages.silent(apiUrl, ANSWER_WITHIN_MS), request).catch((error: unknown) => {
      throw new Error(messages.toxiproxyFailed(apiUrl, reasonOf(error)), { cause: error });
    });
  const proxyNamed = (name: string): Promise<Proxy> => client.get(name);
  return {
    list: async () => {
      try {
        return await ask(async () => listed((await client.getApi().get(`${apiUrl}/proxies`)).data));
      } catch (error) {
        // The client does not say why it got no answer.
        if (await isRefused(apiUrl)) return null;
        throw error;
      }
    },
    addToxic: (proxy, toxic) =>
      ask(async () => {
        const type = toxic.type as ClientToxic<unknown>["type"];
        await (await proxyNamed(proxy)).addToxic({ ...toxic, type, toxicity: 1 });
      }),
    removeToxic: (proxy, toxic) =>
      ask(async () => {
        await (await (await proxyNamed(proxy)).getToxic(toxic)).remove();
      }),
    enable: ({ name, listen, upstream }, enabled) =>
      ask(async () => {
        await (await proxyNamed(name)).update({ listen, upstream, enabled });
      }),
  };
}

/** Whoever took the port since is not taken for Toxiproxy. */
function listed(answer: unknown): Readonly<Record<string, ListedProxy>> {
  const isObject = typeof answer === "object" && answer !== null;
  if (isObject && Object.values(answer).every(isProxy)) return answer as Record<string, ListedProxy>;
  throw new Error(messages.noToxiproxy);
}

function isProxy(value: unknown): boolean {
  const { enabled, toxics } = (value ?? {}) as Partial<Record<keyof ListedProxy, unknown>>;
  return typeof enabled === "boolean" && Array.isArray(toxics);
}

function isRefused(apiUrl: string): Promise<boolean> {
  const { hostname, port } = new URL(apiUrl);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: ANSWER_WITHIN_MS });
    const answer = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.once("connect", () => answer(false));
    socket.once("timeout", () => answer(false));
    socket.once("error", (error: NodeJS.ErrnoException) => answer(error.code === "ECONNREFUSED"));
  });
}
