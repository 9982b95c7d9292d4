/**
 * One of Toxiproxy's proxies accepts no connections and has dropped those that it had, until it is enabled
 * again. Before that it gets a toxic that does nothing and bears the fault's name: a proxy without it was
 * disabled by somebody else, and the undo leaves it so. It is taken off last, so that it is never lost early.
 */
import type { Effect, Toxic } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector } from "../effector.ts";
import { messages } from "../embedded-messages.ts";
import { toxic } from "./toxic.ts";
import { type ListedProxy, toxiproxyApi } from "./toxiproxy-api.ts";

type ProxyDisabled = Extract<Effect, { kind: "proxyDisabled" }>;

export function proxyDisabled(): Effector<ProxyDisabled> {
  return {
    apply: async (effect) => {
      const { apiUrl, proxy } = effect;
      const api = toxiproxyApi(apiUrl);
      const proxies = await api.list();
      if (proxies === null) throw new Error(messages.toxiproxyGone(apiUrl));
      const found = proxies[proxy];
      if (found === undefined) throw new Error(messages.noProxy(proxy));
      if (!found.enabled) throw new Error(messages.alreadyDisabled(proxy));
      await toxic().apply(markOn(effect));
      await api.enable(found, false);
      if ((await api.list())?.[proxy]?.enabled !== false) throw new Error(messages.stillEnabled(proxy));
    },
    undo: async (effect) => {
      const { apiUrl, proxy } = effect;
      const api = toxiproxyApi(apiUrl);
      const found = (await api.list())?.[proxy];
      if (found === undefined || !isMarked(found, effect)) return;
      if (!found.enabled) await api.enable(found, true);
      await toxic().undo(markOn(effect));
    },
    readBack: async (effect) => {
      const { apiUrl, proxy } = effect;
      try {
        const proxies = await toxiproxyApi(apiUrl).list();
        if (proxies === null) return { presence: "clean", text: messages.toxiproxyGone(apiUrl) };
        const found = proxies[proxy];
        if (found === undefined) return { presence: "clean", text: messages.noProxy(proxy) };
        if (isMarked(found, effect)) {
          return { presence: "present", text: messages.proxyState(proxy, found.enabled) };
        }
        const text = found.enabled ? messages.proxyState(proxy, true) : messages.disabledByOthers(proxy);
        return { presence: "clean", text };
      } catch (error) {
        return { presence: "unknown", text: reasonOf(error) };
      }
    },
  };
}

function markOn({ apiUrl, proxy, mark }: ProxyDisabled): Extract<Effect, { kind: "toxic" }> {
  const attributes = { latency: 0, jitter: 0 };
  const nothing: Toxic = { name: mark, type: "latency", stream: "downstream", attributes };
  return { kind: "toxic", apiUrl, proxy, toxic: nothing };
}

function isMarked({ toxics }: ListedProxy, { mark }: ProxyDisabled): boolean {
  return toxics.some(({ name }) => name === mark);
}
