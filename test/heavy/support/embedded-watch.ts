/**
 * What somebody who knows nothing of Tidemark sees of a run's embedded system while it goes on: its
 * processes through /proc, its connections through Toxiproxy's own API and by connecting.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { connecting } from "../../integration/chaos/embedded/support/client.ts";
import { descendantsOf, type SeenProcess } from "../../support/processes.ts";

export interface Look {
  readonly atMs: number;
  /** Services, by name, each with its process. */
  readonly services: Readonly<Record<string, number>>;
  /** Services that stand still. */
  readonly stopped: readonly string[];
  readonly burners: readonly Burner[];
  /** Null where Toxiproxy does not answer (yet). */
  readonly proxies: readonly SeenProxy[] | null;
}

export interface Burner {
  readonly what: "cpu" | "memory";
  readonly pid: number;
  readonly residentBytes: number;
  /** Of processor time, since it began. */
  readonly ticks: number;
}

export interface SeenProxy {
  readonly name: string;
  readonly enabled: boolean;
  /** `latency 200`: the type, and its attributes other than 0 */
  readonly toxics: readonly string[];
  /** Whether a connection to it is accepted; else the code of the error. */
  readonly connecting: string;
}

export interface EmbeddedWatch {
  readonly looks: readonly Look[];
  /** Every process that was seen below the run. */
  readonly processes: readonly SeenProcess[];
  stop(): Promise<void>;
}

const PAUSE_MS = 150;
const PAGE_BYTES = 4096;

export function watchEmbedded(pid: number): EmbeddedWatch {
  const looks: Look[] = [];
  const processes = new Map<string, SeenProcess>();
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const below = descendantsOf(pid);
      for (const each of below) processes.set(`${each.pid} ${each.startTime}`, each);
      looks.push(await lookAt(below));
      await sleep(PAUSE_MS);
    }
  })();
  return {
    looks,
    get processes() {
      return [...processes.values()];
    },
    stop: async () => {
      over.abort();
      await watching;
    },
  };
}

async function lookAt(below: readonly SeenProcess[]): Promise<Look> {
  const atMs = Date.now();
  const services = below.flatMap((each) => {
    const name = /\/dist\/services\/(\w+)\.mjs/.exec(each.command)?.[1];
    return name === undefined || each.command.includes("program-host") ? [] : [{ ...each, name }];
  });
  return {
    atMs,
    services: Object.fromEntries(services.map(({ name, pid }) => [name, pid])),
    stopped: services.filter(({ pid }) => statOf(pid)?.state === "T").map(({ name }) => name),
    burners: below.flatMap(({ pid, command }) => {
      const what = /\/burner\.mjs \S+ \S+ (cpu|memory)/.exec(command)?.[1];
      const stat = statOf(pid);
      if (stat === null || (what !== "cpu" && what !== "memory")) return [];
      return [{ what, pid, residentBytes: stat.residentBytes, ticks: stat.ticks } as const];
    }),
    proxies: await proxiesOf(below),
  };
}

/** Null for a process that has ended. */
function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      state: fields[0],
      ticks: Number(fields[11]) + Number(fields[12]),
      residentBytes: Number(fields[21]) * PAGE_BYTES,
    };
  } catch {
    return null;
  }
}

interface ToldProxy {
  readonly name: string;
  readonly listen: string;
  readonly enabled: boolean;
  readonly toxics: readonly { readonly type: string; readonly attributes: Record<string, number> }[];
}

async function proxiesOf(below: readonly SeenProcess[]): Promise<SeenProxy[] | null> {
  const port = below.map(({ command }) => /toxiproxy-server .*-port (\d+)/.exec(command)?.[1]).find(Boolean);
  if (port === undefined) return null;
  const answer = await fetch(`http://127.0.0.1:${port}/proxies`).catch(() => null);
  if (answer?.ok !== true) return null;
  const told = (await answer.json()) as Record<string, ToldProxy>;
  return Promise.all(
    Object.values(told).map(async ({ name, listen, enabled, toxics }) => {
      const [host = "", at = "0"] = listen.split(":");
      const described = toxics.map(({ type, attributes }) =>
        [type, ...Object.values(attributes).filter((value) => value !== 0)].join(" "),
      );
      return { name, enabled, toxics: described, connecting: await connecting(host, Number(at)) };
    }),
  );
}
