/** One of Toxiproxy's proxies accepts no connections and has dropped those that it had, until it is enabled again. */
import type { Effect } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector } from "../effector.ts";
import { messages } from "../embedded-messages.ts";
import { toxiproxyApi } from "./toxiproxy-api.ts";

type ProxyDisabled = Extract<Effect, { kind: "proxyDisabled" }>;

export function proxyDisabled(): Effector<ProxyDisabled> {
  return {
    apply: async ({ apiUrl, proxy }) => {
      const api = toxiproxyApi(apiUrl);
      const proxies = await api.list();
      if (proxies === null) throw new Error(messages.toxiproxyGone(apiUrl));
      const found = proxies[proxy];
      if (found === undefined) throw new Error(messages.noProxy(proxy));
      await api.enable(found, false);
      if ((await api.list())?.[proxy]?.enabled !== false) throw new Error(messages.stillEnabled(proxy));
    },
    undo: async ({ apiUrl, proxy }) => {
      const api = toxiproxyApi(apiUrl);
      const found = (await api.list())?.[proxy];
      if (found?.enabled === false) await api.enable(found, true);
    },
    readBack: async ({ apiUrl, proxy }) => {
      try {
        const proxies = await toxiproxyApi(apiUrl).list();
        if (proxies === null) return { presence: "clean", text: messages.toxiproxyGone(apiUrl) };
        const found = proxies[proxy];
        if (found === undefined) return { presence: "clean", text: messages.noProxy(proxy) };
        const presence = found.enabled ? "clean" : "present";
        return { presence, text: messages.proxyState(proxy, found.enabled) };
      } catch (error) {
        return { presence: "unknown", text: reasonOf(error) };
      }
    },
  };
}
