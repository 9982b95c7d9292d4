/**
 * The embedded system: a real PostgreSQL with the seed users and the services, each a process of
 * its own, on this machine and reachable from it alone. Either all of it runs, or nothing is left.
 * Where faults are wanted, every connection passes through Toxiproxy, the services can be started again,
 * and the system has processors of its own. Toxiproxy itself runs beside the load, not on those: what it
 * adds must stay the same when they are taken.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../process/ledger.ts";
import type { Exit } from "../process/supervise.ts";
import { awaitReady } from "./await-ready.ts";
import { inheritedEnvironment } from "./inherited-environment.ts";
import { directLinks, linksThrough, type Links } from "./links.ts";
import { messages } from "./messages.ts";
import { partEnded, type Surroundings } from "./part.ts";
import { startPartsServer } from "./parts-server.ts";
import { restartablePart, type RestartablePart } from "./restartable-part.ts";
import { separateCores, type SeparatedCores } from "./separate-cores.ts";
import {
  apiService,
  mongoService,
  postgresService,
  startService,
  type ReachableService,
  type ServicePlan,
} from "./services.ts";
import { StackError } from "./stack-error.ts";
import type { Stack, StackChaos } from "./stack.ts";
import { startStore, type Store } from "./store.ts";
import { startToxiproxy, type RunningToxiproxy } from "./toxiproxy.ts";
import { UndoList } from "./undo-list.ts";

/** Longer than a service takes to drain. */
const serviceStopGraceMs = 10_000;

export interface EmbeddedStackOptions {
  readonly ledger: Ledger;
  /** Gets `<part>.log` of every part. */
  readonly logFolder: string;
  readonly say: (line: string) => void;
  /** Ends the start; the reason of the abort is thrown once nothing is left. */
  readonly signal?: AbortSignal;
  /** Makes faults possible; without, and with null, nothing stands between the parts. */
  readonly chaos?: { readonly toxiproxyBinary: string } | null;
}

/** @throws StackError, ProcessError, or the signal's reason; then everything is stopped again */
export async function startEmbeddedStack(options: EmbeddedStackOptions): Promise<Stack> {
  const { say, signal = new AbortController().signal } = options;
  const undo = new UndoList();
  const stop = async () => {
    for (const { what, error } of await undo.run()) say(messages.undoFailed(what, (error as Error).message));
  };
  try {
    const running = await startParts(options, undo, signal);
    const chaos = await chaosOf(running, undo);
    const notes = notesOf(running);
    const stack = describe(running, { chaos, notes, stop });
    for (const note of notes) say(note);
    say(messages.metrics(stack.metrics));
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Running {
  readonly store: Store;
  readonly parts: readonly RestartablePart[];
  /** By which everybody reaches the services. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly links: Links;
  readonly toxiproxy: RunningToxiproxy | null;
  readonly separated: SeparatedCores | null;
  /** Rejects when one of the parts ends before the stop. */
  readonly failed: Promise<never>;
}

async function startParts(
  options: EmbeddedStackOptions,
  undo: UndoList,
  signal: AbortSignal,
): Promise<Running> {
  const { logFolder, ledger, chaos = null } = options;
  const env = inheritedEnvironment(process.env);
  const watch = watchParts();
  mkdirSync(logFolder, { recursive: true });

  signal.throwIfAborted();
  const separated = chaos === null ? null : separateCores(undo);
  const surroundings: Surroundings = { logFolder, ledger, cores: separated?.cores?.system ?? null };
  const beside = { ...surroundings, cores: separated?.cores?.generator ?? null };
  const toxiproxy = chaos === null ? null : await startToxiproxy(chaos.toxiproxyBinary, env, beside, undo);
  if (toxiproxy !== null) watch.add("Toxiproxy", toxiproxy.program.exited, toxiproxy.logTail);
  const links = toxiproxy === null ? directLinks : linksThrough(toxiproxy);

  signal.throwIfAborted();
  const store = await startStore(env, surroundings, undo);
  watch.add(store.part.child.name, store.part.child.exited, store.part.logTail);

  const parts: RestartablePart[] = [];
  const addresses: Record<string, string> = {};
  const add = async (plan: ServicePlan): Promise<ReachableService> => {
    signal.throwIfAborted();
    const part = await restartablePart(
      (ports) => startService(plan, ports, env, surroundings),
      (error) => watch.report(error),
    );
    undo.add(`stop service ${plan.name}`, () => part.stop(serviceStopGraceMs));
    parts.push(part);
    const address = await links.lead("service", plan.name, part.service().address);
    addresses[plan.name] = address;
    return { ...part.service(), address };
  };
  const postgres = await add(postgresService(await links.lead("store", "postgres", store.url)));
  const mongo = await add(mongoService(join(store.folder, "tasks.db")));
  await add(apiService(postgres, mongo));
  undo.add("stop watching", watch.end);

  for (const part of parts) await Promise.race([awaitReady(part.service(), signal), watch.failed]);
  return { store, parts, addresses, links, toxiproxy, separated, failed: watch.failed };
}

/** Tells parts that end by themselves from those that are stopped. */
function watchParts() {
  let over = false;
  let reject: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_resolve, rejectFailed) => (reject = rejectFailed));
  // Whoever awaits it hears of it; that nobody does is no error.
  failed.catch(() => undefined);
  const report = (error: Error) => {
    if (!over) reject(error);
  };
  return {
    failed,
    report,
    add: (name: string, exited: Promise<Exit>, logTail: () => string) => {
      void exited.then((exit) => report(partEnded(name, exit, logTail)));
    },
    end: async () => {
      over = true;
    },
  };
}

/** The server that it starts is the first to be closed: nothing is started again while all is stopped. */
async function chaosOf(running: Running, undo: UndoList): Promise<StackChaos | null> {
  const { parts, links, toxiproxy, separated } = running;
  if (toxiproxy === null) return null;
  const server = await startPartsServer(parts);
  undo.add("close the server of the parts", () => server.close());
  const named = (name: string) => {
    const part = parts.find((one) => one.name === name);
    if (part !== undefined) return part;
    const known = parts.map((one) => one.name);
    throw new StackError("noSuchPart", messages.noSuchPart(name, known));
  };
  return {
    toxiproxyUrl: toxiproxy.url,
    links: links.proxies,
    parts: () => parts.map((part) => part.state()),
    expectEnd: (name) => named(name).expectEnd(),
    start: async (name) => named(name).start(),
    onRestart: (heard) => {
      for (const part of parts) part.onRestart(heard);
    },
    partsUrl: server.url,
    partsToken: server.token,
    cores: separated?.cores ?? null,
  };
}

function notesOf({ store, parts, separated }: Running): string[] {
  const ports = parts.map((part) => part.service().note).filter((note) => note !== null);
  const user = store.addedUser === null ? [] : [messages.addedUser(store.addedUser)];
  const cores = separated === null ? [] : [separated.note];
  return [...ports, ...user, ...cores, messages.notDurable];
}

function describe(
  { store, parts, addresses, failed, toxiproxy }: Running,
  rest: Pick<Stack, "chaos" | "notes" | "stop">,
): Stack {
  const { name, pid } = store.part.child;
  return {
    ...rest,
    addresses,
    metrics: Object.fromEntries(parts.flatMap((part) => Object.entries(part.service().metrics))),
    get processes() {
      return [
        { name: "postgres (embedded)", pid: store.postmasterPid },
        { name, pid },
        ...parts.map((part) => ({ name: part.name, pid: part.service().part.child.pid })),
        ...(toxiproxy === null ? [] : [{ name: "toxiproxy", pid: toxiproxy.program.pid }]),
      ];
    },
    failed,
  };
}
