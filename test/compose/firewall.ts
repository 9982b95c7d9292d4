/**
 * What Docker's engine changes of the kernel's network settings, and their undoing once it has
 * ended: its chains, the policy of FORWARD, and whether packets are forwarded at all. Rules that
 * others made meanwhile stay.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { run } from "./run.ts";

const forwarding = "/proc/sys/net/ipv4/ip_forward";

export interface NetworkSettings {
  readonly forwarding: string;
  /** The line of FORWARD in the filter table; null where there is no such table yet. */
  readonly forwardPolicy: string | null;
}

export async function networkSettings(env: NodeJS.ProcessEnv): Promise<NetworkSettings> {
  const rules = await run("iptables-save", [], { env });
  return {
    forwarding: readFileSync(forwarding, "utf8"),
    forwardPolicy: /^:FORWARD (\S+)/m.exec(filterTable(rules))?.[1] ?? null,
  };
}

export async function restoreNetwork(before: NetworkSettings, env: NodeJS.ProcessEnv): Promise<void> {
  const rules = await run("iptables-save", [], { env });
  const input = withoutDocker(rules, before.forwardPolicy ?? "ACCEPT");
  await run("iptables-restore", [], { env, input });
  writeFileSync(forwarding, before.forwarding);
}

/** @param rules as iptables-save writes them */
export function withoutDocker(rules: string, forwardPolicy: string): string {
  const lines = rules.split("\n").filter((line) => !/\bDOCKER\b|DOCKER-/.test(line));
  return lines.map((line) => line.replace(/^:FORWARD \S+/, `:FORWARD ${forwardPolicy}`)).join("\n");
}

function filterTable(rules: string): string {
  return /^\*filter$[\s\S]*?^COMMIT$/m.exec(rules)?.[0] ?? "";
}
