/** Waits for what another process does, by its condition and with a limit: never by a fixed sleep. */
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 20;

/** @param what completes "not within the time: ..." */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() >= deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(pollMs);
  }
}
