/** The wording of the Compose driver and of the effects on containers. Facts come in, sentences go out. */
import type { ContainerLimits } from "../../core/experiment/effect.ts";
import type { Link } from "../../core/experiment/experiment.ts";

const NANO = 1e9;
const MEBIBYTE = 2 ** 20;

const start = "start it with STORE_HOST=toxiproxy npx tidemark stack --compose --profile chaos";

export const messages = {
  cannotLook: (folder: string, reason: string) =>
    `the Compose project of ${folder}: its containers must be there to be looked at, but ${reason}`,
  noContainers: (folder: string) =>
    `the Compose project of ${folder}: its containers must be there to be hit, but there are none; ` +
    "start them with npx tidemark stack --compose",
  severalProjects: (folder: string, projects: readonly string[]) =>
    `the Compose project of ${folder}: it must be clear who is meant, but several were started from there: ` +
    `${projects.join(", ")}; end all but one`,
  nobody: "a fault must name a service that it may hit, but names none",
  noService: (name: string, known: readonly string[]) =>
    `service ${name}: one of the project's containers must carry the label tidemark.service=${name}, and none does ` +
    `(${known.length === 0 ? "there are no such labels" : `there are ${known.join(", ")}`}); label it in docker-compose.yml`,
  notAllowed: (names: readonly string[]) =>
    `${names.join(", ")}: a container that a fault may hit must carry the label tidemark.chaos=allow, ` +
    `and ${names.length === 1 ? "it does" : "these do"} not; label it in docker-compose.yml, or choose others`,
  noneRuns: (service: string) =>
    `service ${service}: one of its containers must run to be hit, and none does; docker compose ps tells more`,
  noLimit: (name: string, what: "CPU" | "memory") =>
    `${name}: its ${what} limit is lowered and put back, so it must have one, and has none; ` +
    "give it one in docker-compose.yml (deploy.resources.limits)",
  noUse: (name: string) => `${name}: the engine must tell how much memory it uses, and does not`,
  noMemoryLeft: (name: string, limit: number, inUse: number, spare: number) =>
    `${name}: what it uses and ${mebibytes(spare)} more are never taken, so nothing can be: ` +
    `it uses ${mebibytes(inUse)} of ${mebibytes(limit)}`,

  noToxiproxy: (link: Link) =>
    `connections to ${link.name} must pass through the stack's Toxiproxy, and the target names none; ` +
    "say chaos.driver.toxiproxy in its file",
  toxiproxySilent: (url: string) => `a Toxiproxy must listen at ${url}, and nothing does; ${start}`,
  toxiproxyUnclear: (url: string, reason: string) =>
    `Toxiproxy at ${url}: it must tell its proxies, but ${reason}`,
  noProxy: (url: string, name: string) =>
    `Toxiproxy at ${url} has no proxy ${name}; those that it has are in deploy/toxiproxy/stores.json`,
  proxyDisabled: (name: string) =>
    `the proxy ${name} must be enabled before a fault, and is not: another fault may hold it; tidemark chaos recover`,
  notOfTheStack: (proxy: string, upstream: string) =>
    `the proxy ${proxy} leads to ${upstream}, which is no container of this Compose project; ` +
    "choose the Toxiproxy of this stack",
  pastTheProxy: (names: readonly string[], upstream: string) =>
    `${names.join(", ")}: connections must pass through Toxiproxy, but go straight to ${upstream}; ${start}`,

  kills: (name: string) => `kills the container ${name}`,
  starts: (name: string) => `starts the container ${name} again`,
  pauses: (name: string) => `pauses the container ${name}`,
  unpauses: (name: string) => `lets the container ${name} go on`,
  takesProcessors: (names: readonly string[], workers: number) =>
    `lowers the CPU limit of ${names.join(", ")} to 1/${workers + 1} of it, as if ${workers} workers competed there`,
  takesMemory: (names: readonly string[], bytes: number) =>
    `lowers the memory limit of ${names.join(", ")} by ${mebibytes(bytes)}, or as far as their use allows`,
  putsLimitsBack: (names: readonly string[]) => `puts the limits of ${names.join(", ")} back`,
  delays: (link: Link, delay: number, jitter: number) =>
    `each answer of the store ${link.name} comes ${delay} ms later (give or take ${jitter} ms)`,
  resets: (link: Link) => `connections to the store ${link.name} are reset`,
  stalls: (link: Link) => `connections to the store ${link.name} stay open and carry nothing`,
  removesToxics: (proxy: string) => `removes what was put on the proxy ${proxy}`,
  closes: (store: string) => `nothing accepts connections to the store ${store}`,
  opens: (proxy: string) => `enables the proxy ${proxy} again`,

  gone: (name: string) => `container ${name} is gone: nothing is left to undo`,
  mustBeThere: (name: string) => `container ${name} must be there, but is gone`,
  mustRun: (name: string, state: string) => `container ${name} must run, but ${state}`,
  isIn: (name: string, state: string) => `container ${name} ${state}`,
  stillRuns: (name: string) => `container ${name} must have ended, but still runs`,
  notStarted: (name: string) => `container ${name} was started, and does not run`,
  grown: (name: string, inUse: number, limit: number) =>
    `container ${name} uses ${mebibytes(inUse)} by now, and would be killed at a limit of ${mebibytes(limit)}`,
  limitsAre: (name: string, limits: ContainerLimits, state: string) =>
    `container ${name} ${state}; ${limitsIn(limits)}`,
  limitsDiffer: (name: string, limits: ContainerLimits, wanted: ContainerLimits) =>
    `container ${name} has ${limitsIn(limits)}, and must have ${limitsIn(wanted)}`,
  cannotBeSeen: (name: string, reason: string) => `container ${name} can't be looked at: ${reason}`,
} as const;

function limitsIn({ nanoCpus, memoryBytes, memorySwapBytes }: ContainerLimits): string {
  const cpus = nanoCpus === 0 ? "no CPU limit" : `${nanoCpus / NANO} processors`;
  const memory = memoryBytes === 0 ? "no memory limit" : `${mebibytes(memoryBytes)} of memory`;
  return `${cpus}, ${memory}${memorySwapBytes > 0 ? ` (${mebibytes(memorySwapBytes)} with swap)` : ""}`;
}

function mebibytes(bytes: number): string {
  return `${Number((bytes / MEBIBYTE).toFixed(1))} MiB`;
}
