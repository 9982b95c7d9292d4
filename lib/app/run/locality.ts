/**
 * Is all of a target on this machine? Only where every address that its names stand for is a
 * loopback one: of any other address nobody can tell here who else lives behind it.
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** @returns the addresses that a name stands for; rejects where it stands for none */
export type Resolve = (host: string) => Promise<readonly string[]>;

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export async function isOnThisMachine(
  addresses: readonly string[],
  resolve: Resolve = resolveByNode,
): Promise<boolean> {
  const hosts = new Set(addresses.map((address) => new URL(address).hostname.replace(/^\[|\]$/g, "")));
  const answers = await Promise.all([...hosts].map((host) => isLoopback(host, resolve)));
  return answers.every(Boolean);
}

/** A name that cannot be resolved is elsewhere until it can. */
async function isLoopback(host: string, resolve: Resolve): Promise<boolean> {
  try {
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    return addresses.length > 0 && addresses.every((address) => isLoopbackAddress(address));
  } catch {
    return false;
  }
}

function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

async function resolveByNode(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
