/** The ways by which the parts, the load and the probe reach a service or a store: direct, or through a proxy each. */
import type { RunningToxiproxy } from "./toxiproxy.ts";

export interface Links {
  /** Proxies by what they lead to: `service:api`, `store:postgres`. */
  readonly proxies: Readonly<Record<string, string>>;
  /** @param url of the thing itself. @returns the one by which everybody reaches it */
  lead(to: "service" | "store", name: string, url: string): Promise<string>;
}

export const directLinks: Links = { proxies: {}, lead: (_to, _name, url) => Promise.resolve(url) };

export function linksThrough(toxiproxy: RunningToxiproxy): Links {
  const proxies: Record<string, string> = {};
  return {
    proxies,
    lead: async (to, name, url) => {
      const proxy = to === "service" ? name : `${to}-${name}`;
      const direct = new URL(url);
      const through = await toxiproxy.add(proxy, direct.host);
      proxies[`${to}:${name}`] = proxy;
      return url.replace(direct.host, through);
    },
  };
}
