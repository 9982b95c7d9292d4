/**
 * A service that may be ended from outside and started again, on the ports that it had: whoever reaches
 * it need not hear of it. Its end is a failure of the system, unless it was expected.
 */
import { setTimeout as delay } from "node:timers/promises";
import { findProcess, observeProcess, type ProcessIdentity } from "../process/process-identity.ts";
import { awaitReady } from "./await-ready.ts";
import { messages } from "./messages.ts";
import { partEnded } from "./part.ts";
import type { Ports, RunningService } from "./services.ts";
import { StackError } from "./stack-error.ts";
import type { PartState, RunningPart } from "./stack.ts";

export interface RestartablePart {
  readonly name: string;
  /** As it runs, or ran last. */
  readonly service: () => RunningService;
  readonly state: () => PartState;
  readonly expectEnd: () => void;
  /** Resolves when it can serve; at once where it runs. A second call joins the first. @throws StackError */
  readonly start: () => Promise<void>;
  readonly stop: (graceMs: number) => Promise<void>;
  readonly onRestart: (heard: (part: RunningPart) => void) => void;
}

/** What a port was taken for in the meantime is mostly a connection of a moment. */
const PORT_TRIES = 10;
const PORT_PAUSE_MS = 500;

/**
 * @param run starts it: on the ports given, or, for null, on those that it chooses
 * @param failed hears of an end that nobody expected
 */
export async function restartablePart(
  run: (ports: Ports | null) => Promise<RunningService>,
  failed: (error: StackError) => void,
): Promise<RestartablePart> {
  let isEndExpected = false;
  let isOver = false;
  let starting: Promise<void> | null = null;
  const listeners: ((part: RunningPart) => void)[] = [];
  let current = follow(await run(null));

  /** From here on its end is noticed. */
  function follow(service: RunningService): Following {
    const { name, part } = service;
    void part.child.exited.then((exit) => {
      if (!isEndExpected) failed(partEnded(name, exit, part.logTail));
    });
    return { service, identity: observeProcess(part.child.pid) };
  }

  async function startAgain(): Promise<void> {
    await current.service.part.child.exited;
    const service = await onSamePorts(run, current.service.ports);
    const { name, part } = service;
    current = { service, identity: observeProcess(part.child.pid) };
    const ended = new AbortController();
    void part.child.exited.then((exit) => ended.abort(partEnded(name, exit, part.logTail)));
    await awaitReady(service, ended.signal);
    isEndExpected = false;
    follow(service);
    const { identity } = current;
    if (identity !== null) for (const heard of listeners) heard({ name, process: identityOf(identity) });
  }

  const isRunning = () => current.identity !== null && findProcess(current.identity) !== null;
  return {
    name: current.service.name,
    service: () => current.service,
    state: () => ({
      name: current.service.name,
      process: isRunning() && current.identity !== null ? identityOf(current.identity) : null,
    }),
    expectEnd: () => {
      isEndExpected = true;
    },
    start: async () => {
      if (isOver) throw new StackError("notStarted", messages.notStarted(messages.stopping));
      if (starting === null && isRunning()) {
        isEndExpected = false;
        return;
      }
      starting ??= startAgain().finally(() => (starting = null));
      await starting;
    },
    stop: async (graceMs) => {
      isOver = true;
      await starting?.catch(() => undefined);
      await current.service.part.child.stop(graceMs);
    },
    onRestart: (heard) => listeners.push(heard),
  };
}

interface Following {
  readonly service: RunningService;
  readonly identity: ProcessIdentity | null;
}

async function onSamePorts(
  run: (ports: Ports) => Promise<RunningService>,
  ports: Ports,
): Promise<RunningService> {
  for (let tries = 1; ; tries++) {
    try {
      return await run(ports);
    } catch (error) {
      const isBusy = error instanceof StackError && error.message.includes("EADDRINUSE");
      if (!isBusy || tries === PORT_TRIES) throw error;
      await delay(PORT_PAUSE_MS);
    }
  }
}

function identityOf({ pid, startTime }: ProcessIdentity): ProcessIdentity {
  return { pid, startTime };
}
