/** Does the stack's Toxiproxy have this proxy, and where does it lead? Only looks. */
import { ChaosError, reasonOf } from "../chaos-error.ts";
import { messages } from "../compose-messages.ts";
import { type ListedProxy, toxiproxyApi } from "../effectors/toxiproxy-api.ts";

/** Its upstream is `host:port`, as the containers know it. */
export type StackProxy = Pick<ListedProxy, "upstream" | "enabled">;

export type ProxyLookup = (url: string, name: string) => Promise<StackProxy>;

/** @throws ChaosError where there is no Toxiproxy, or it has no such proxy */
export const stackProxy: ProxyLookup = async (url, name) => {
  const proxies = await toxiproxyApi(url)
    .list()
    .catch((error: unknown) => {
      throw new ChaosError("notPlanned", messages.toxiproxyUnclear(url, reasonOf(error)), { cause: error });
    });
  if (proxies === null) throw new ChaosError("notPlanned", messages.toxiproxySilent(url));
  const proxy = Object.hasOwn(proxies, name) ? proxies[name] : undefined;
  if (proxy === undefined) throw new ChaosError("notPlanned", messages.noProxy(url, name));
  return proxy;
};
