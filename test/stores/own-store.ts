/**
 * A data store that belongs to one test: a server of its own, on a port and in a folder of its own,
 * that may be stopped, killed and started again as the test likes. The shared servers of a machine
 * are never touched. Every server is kept by program-host, so none outlives the tests, even where
 * those are killed.
 */
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "node:net";
import getPort, { portNumbers } from "get-port";
import type { Ledger } from "../../lib/node/process/ledger.ts";
import { startProgram, type Program } from "../../lib/node/process/program.ts";

export interface OwnStore {
  readonly name: string;
  /** The same for as long as the store is there. */
  readonly url: string;
  /** Again, on the same port and data; resolves when it answers. */
  readonly start: () => Promise<void>;
  /** As an administrator would. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, with whatever is in its hands. */
  readonly kill: () => Promise<void>;
}

export interface ServerPlan {
  readonly name: string;
  readonly url: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly ledger: Ledger;
  readonly stopSignal: NodeJS.Signals;
  /** Rejects while the server does not serve yet. */
  readonly ask: () => Promise<void>;
}

/** A broker on a busy machine; everything else is far quicker. */
const startLimitMs = 60_000;
const stopLimitMs = 15_000;
const graceMs = 2_000;
const pollMs = 50;

export async function startOwnStore(plan: ServerPlan): Promise<OwnStore> {
  let program: Program | null = null;
  const store: OwnStore = {
    name: plan.name,
    url: plan.url,
    start: async () => {
      program = await startUntilItAnswers(plan);
    },
    stop: async () => {
      if (program === null) return;
      program.signal(plan.stopSignal);
      await endedOrKilled(program);
      program = null;
    },
    kill: async () => {
      program?.killNow();
      await program?.exited;
      program = null;
    },
  };
  await store.start();
  return store;
}

/** After a kill a first try may fail: PostgreSQL, for one, waits for the last of its old processes. */
async function startUntilItAnswers(plan: ServerPlan): Promise<Program> {
  const deadlineMs = performance.now() + startLimitMs;
  for (;;) {
    const program = await startOnce(plan);
    if (await answers(plan, program, deadlineMs)) return program;
    program.killNow();
    await program.exited;
    if (performance.now() > deadlineMs) {
      throw new Error(`${plan.name} did not start within ${startLimitMs} ms; see ${plan.logFile}`);
    }
    await delay(pollMs);
  }
}

function startOnce({ name, command, args, env, logFile, ledger }: ServerPlan): Promise<Program> {
  return startProgram({ name, command, args, env, output: { file: logFile }, graceMs, ledger });
}

/** False when it ended, or was silent to the deadline. */
async function answers(plan: ServerPlan, program: Program, deadlineMs: number): Promise<boolean> {
  const seen = { ended: false };
  void program.exited.then(() => (seen.ended = true));
  while (!seen.ended && performance.now() <= deadlineMs) {
    const answered = await plan.ask().then(
      () => true,
      () => false,
    );
    if (answered) return true;
    await delay(pollMs);
  }
  return false;
}

async function endedOrKilled(program: Program): Promise<void> {
  const timer = setTimeout(program.killNow, stopLimitMs);
  await program.exited;
  clearTimeout(timer);
}

/**
 * A port for a server that is away at times: below the range from which a system takes the ports of
 * outgoing connections, or one of those could take it, even a client's attempt to reach it.
 */
export function portOfItsOwn(): Promise<number> {
  const first = 20_000 + Math.floor(Math.random() * 10_000);
  return getPort({ host: "127.0.0.1", port: portNumbers(first, 31_999) });
}

/** Sends some bytes and awaits an answer that begins as expected. */
export function askOverTcp(port: number, question: string, beginning: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(question, "latin1"));
    socket.setTimeout(1_000, () => socket.destroy(new Error("silent")));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without an answer")));
    socket.once("data", (data) => {
      if (data.toString("latin1").startsWith(beginning)) resolve();
      else reject(new Error("another answer"));
      socket.destroy();
    });
  });
}
