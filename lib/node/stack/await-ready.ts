/** Waits until a service says on `/ready` that it can serve: for the users, until the store is filled. */
import { setTimeout as delay } from "node:timers/promises";
import { messages } from "./messages.ts";
import type { RunningService } from "./services.ts";
import { StackError } from "./stack-error.ts";

const timeoutMs = 30_000;
const intervalMs = 25;
const answerTimeoutMs = 5_000;

export async function awaitReady(
  { name, address, part }: RunningService,
  signal: AbortSignal,
): Promise<void> {
  const url = `${address}/ready`;
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const last = await ask(url, signal);
    if (last === null) return;
    signal.throwIfAborted();
    if (performance.now() > deadlineMs) {
      throw new StackError("notReady", messages.notReady(name, url, timeoutMs, last, part.logTail()));
    }
    await delay(intervalMs, undefined, { signal });
  }
}

/** @returns null when it is ready, otherwise what it did instead */
async function ask(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    });
    const body = await answer.text();
    return answer.status === 200 ? null : `it answered ${answer.status}: ${body.slice(0, 200)}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return `it gave no answer (${cause instanceof Error ? cause.message : message})`;
  }
}
