/** The wording of the embedded driver and of the effects that it plans. Facts come in, sentences go out. */
import type { Link } from "../../core/experiment/experiment.ts";

const MEBIBYTE = 2 ** 20;

export const messages = {
  cannot: (kind: string) => `nothing in the embedded system can do ${kind}`,
  noProxyFor: (store: string) =>
    `connections to ${store} must pass through a proxy to be hit, but do not: the system was started without`,
  noService: (name: string, known: readonly string[]) =>
    `the embedded system has no service ${name}; it has ${known.join(", ")}`,
  notRunning: (name: string) => `service ${name} must run to be hit, but it has ended`,
  nobody: "a fault must name a service that it may hit, but names none",

  kills: (name: string, pid: number) => `kills the process of service ${name} (pid ${pid})`,
  startsAgain: (name: string) => `starts service ${name} again, on the ports that it had`,
  stops: (name: string, pid: number) => `stops the process of service ${name} (pid ${pid})`,
  continues: (name: string) => `lets service ${name} go on`,
  burns: (workers: number, cores: readonly number[] | null) =>
    `${workers} workers compete for ${cores === null ? "all processors" : processorsOf(cores)}`,
  endsBurners: "ends the workers",
  holds: (bytes: number) => `holds ${bytes / MEBIBYTE} MiB of memory`,
  frees: "frees the memory",
  delays: (link: Link, delay: number, jitter: number) =>
    `each answer of ${nameOf(link)} comes ${delay} ms later${jitter === 0 ? "" : ` (give or take ${jitter} ms)`}`,
  resets: (link: Link) => `connections to ${nameOf(link)} are reset`,
  stalls: (link: Link) => `connections to ${nameOf(link)} stay open and carry nothing`,
  removesToxics: (proxy: string) => `removes what was put on the proxy ${proxy}`,
  closes: (link: Link) => `nothing accepts connections to ${nameOf(link)}`,
  opens: (proxy: string) => `enables the proxy ${proxy} again`,

  silent: (apiUrl: string, limitMs: number) => `${apiUrl} gave no answer within ${limitMs / 1000} s`,
  toxiproxyFailed: (apiUrl: string, reason: string) => `Toxiproxy (${apiUrl}): ${reason}`,
  noToxiproxy: "what answers there is not Toxiproxy",
  toxiproxyGone: (apiUrl: string) =>
    `nothing listens on ${apiUrl}: Toxiproxy has ended, and its proxies and toxics with it`,
  noProxy: (proxy: string) => `Toxiproxy has no proxy ${proxy}`,
  notOn: (toxic: string, proxy: string) => `${toxic} must be on the proxy ${proxy}, but is not listed`,
  toxicsOn: (proxy: string, names: readonly string[]) =>
    `on the proxy ${proxy} there is ${names.length === 0 ? "no toxic" : names.join(", ")}`,
  alreadyDisabled: (proxy: string) =>
    `the proxy ${proxy} must be enabled before a fault, and is not: somebody else, or another fault, has ` +
    "disabled it; enable it, or run: tidemark chaos recover",
  disabledByOthers: (proxy: string) => `the proxy ${proxy} is disabled, and not by this fault`,
  stillEnabled: (proxy: string) => `the proxy ${proxy} must be disabled, but is not`,
  proxyState: (proxy: string, enabled: boolean) =>
    `the proxy ${proxy} is ${enabled ? "enabled" : "disabled"}`,

  runnerFailed: (url: string, reason: string) =>
    `${url}: the runner of the system must answer, but got ${reason}`,
  wrongToken: (url: string, variable: string) => `${url}: it does not take the token in ${variable}`,
  runnerGone: (partsUrl: string) => `nothing listens on ${partsUrl}: the runner of the system has ended`,
  notKilled: (part: string, pid: number) => `${part} (process ${pid}) must end by SIGKILL, but did not`,
  partDown: (part: string) => `service ${part} does not run`,
  partNeverEnded: (part: string, pid: number) => `service ${part} runs as process ${pid}, as before`,
  partBack: (part: string, pid: number, before: number) =>
    `service ${part} runs again, as process ${pid} instead of ${before}`,
  allGone: (part: string, partsUrl: string) =>
    `service ${part} is gone, and so is the runner of the system (nothing listens on ${partsUrl})`,
  orphaned: (part: string, pid: number, partsUrl: string) =>
    `service ${part} (process ${pid}) still runs, but its runner does not (nothing listens on ${partsUrl})`,
} as const;

function processorsOf(cores: readonly number[]): string {
  return cores.length === 1
    ? `processor ${cores[0]}, which is the system's`
    : `processors ${cores.join(", ")}, which are the system's`;
}

function nameOf({ to, name }: Link): string {
  return to === "store" ? `the store ${name}` : `service ${name}`;
}
