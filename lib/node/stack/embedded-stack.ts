/**
 * The embedded system: a real PostgreSQL with the seed users and the services, each a process of
 * its own, on this machine and reachable from it alone. Either all of it runs, or nothing is left.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../process/ledger.ts";
import { awaitReady } from "./await-ready.ts";
import { inheritedEnvironment } from "./inherited-environment.ts";
import { messages } from "./messages.ts";
import { partEnded, type Part, type Surroundings } from "./part.ts";
import {
  apiService,
  mongoService,
  postgresService,
  startService,
  type RunningService,
  type ServicePlan,
} from "./services.ts";
import type { Stack } from "./stack.ts";
import { startStore, type Store } from "./store.ts";
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
    const notes = notesOf(running);
    const stack = describe(running, notes, stop);
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
  readonly services: readonly RunningService[];
  /** Rejects when one of the parts ends before the stop. */
  readonly failed: Promise<never>;
}

async function startParts(
  options: EmbeddedStackOptions,
  undo: UndoList,
  signal: AbortSignal,
): Promise<Running> {
  const { logFolder, ledger } = options;
  const surroundings: Surroundings = { logFolder, ledger };
  const env = inheritedEnvironment(process.env);
  const watch = watchParts();
  mkdirSync(logFolder, { recursive: true });

  signal.throwIfAborted();
  const store = await startStore(env, surroundings, undo);
  watch.add(store.part);

  const services: RunningService[] = [];
  const add = async (plan: ServicePlan): Promise<RunningService> => {
    signal.throwIfAborted();
    const service = await startService(plan, env, surroundings);
    undo.add(`stop service ${service.name}`, () => service.part.child.stop(serviceStopGraceMs));
    watch.add(service.part);
    services.push(service);
    return service;
  };
  const postgres = await add(postgresService(store.url));
  const mongo = await add(mongoService(join(store.folder, "tasks.db")));
  await add(apiService(postgres, mongo));
  undo.add("stop watching", watch.end);

  for (const service of services) await Promise.race([awaitReady(service, signal), watch.failed]);
  return { store, services, failed: watch.failed };
}

/** Tells parts that end by themselves from those that are stopped. */
function watchParts() {
  let over = false;
  let report: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (report = reject));
  // Whoever awaits it hears of it; that nobody does is no error.
  failed.catch(() => undefined);
  return {
    failed,
    add: (part: Part) => {
      void part.child.exited.then(({ code, signal }) => {
        if (!over) report(partEnded(part, code, signal));
      });
    },
    end: async () => {
      over = true;
    },
  };
}

function notesOf({ store, services }: Running): string[] {
  const ports = services.flatMap(({ note }) => (note === null ? [] : [note]));
  const user = store.addedUser === null ? [] : [messages.addedUser(store.addedUser)];
  return [...ports, ...user, messages.notDurable];
}

function describe(
  { store, services, failed }: Running,
  notes: readonly string[],
  stop: () => Promise<void>,
): Stack {
  return {
    addresses: Object.fromEntries(services.map(({ name, address }) => [name, address])),
    metrics: Object.fromEntries(services.flatMap(({ metrics }) => Object.entries(metrics))),
    notes,
    processes: [
      { name: "postgres (embedded)", pid: store.postmasterPid },
      { name: store.part.child.name, pid: store.part.child.pid },
      ...services.map(({ name, part }) => ({ name, pid: part.child.pid })),
    ],
    failed,
    stop,
  };
}
