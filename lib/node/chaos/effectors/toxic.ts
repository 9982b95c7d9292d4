/**
 * A toxic on one of Toxiproxy's proxies, by a name that is the fault's own. The undo takes off that one and
 * no other, and never asks for a reset: toxics of somebody else are none of its business.
 */
import type { Effect } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector } from "../effector.ts";
import { messages } from "../embedded-messages.ts";
import { toxiproxyApi } from "./toxiproxy-api.ts";

type ToxicEffect = Extract<Effect, { kind: "toxic" }>;

export function toxic(): Effector<ToxicEffect> {
  return {
    apply: async (effect) => {
      const api = toxiproxyApi(effect.apiUrl);
      const proxies = await api.list();
      if (proxies === null) throw new Error(messages.toxiproxyGone(effect.apiUrl));
      if (proxies[effect.proxy] === undefined) throw new Error(messages.noProxy(effect.proxy));
      await api.addToxic(effect.proxy, effect.toxic);
      if (!(await isOn(effect))) throw new Error(messages.notOn(effect.toxic.name, effect.proxy));
    },
    undo: async (effect) => {
      if (!(await isOn(effect))) return;
      try {
        await toxiproxyApi(effect.apiUrl).removeToxic(effect.proxy, effect.toxic.name);
      } catch (error) {
        // Somebody else was faster, or Toxiproxy has ended since.
        if (await isOn(effect)) throw error;
      }
    },
    readBack: async (effect) => {
      try {
        const proxies = await toxiproxyApi(effect.apiUrl).list();
        if (proxies === null) return { presence: "clean", text: messages.toxiproxyGone(effect.apiUrl) };
        const names = namesOn(proxies[effect.proxy]);
        const presence = names.includes(effect.toxic.name) ? "present" : "clean";
        return { presence, text: messages.toxicsOn(effect.proxy, names) };
      } catch (error) {
        return { presence: "unknown", text: reasonOf(error) };
      }
    },
  };
}

async function isOn({ apiUrl, proxy, toxic: { name } }: ToxicEffect): Promise<boolean> {
  const proxies = await toxiproxyApi(apiUrl).list();
  return namesOn(proxies?.[proxy]).includes(name);
}

function namesOn(proxy: { readonly toxics: readonly { readonly name: string }[] } | undefined): string[] {
  return (proxy?.toxics ?? []).map(({ name }) => name);
}
